package dev.tusk.postgres.evil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import org.junit.jupiter.api.Test;

/// Notifications faster than anybody reads, to a session that listens and is idle.
@Requirement("D-22")
class FloodTest {
  private final PgDatabaseAddress real = PgFixture.shared().address("postgres");

  @Test
  void fiftyThousandNotificationsLeaveTheSessionUsable() throws Exception {
    ChildJvm child = ChildJvm.run(FloodRun.class, real, 120, "tusk");
    assertThat(child.exit()).as(child.lines().toString()).isZero();
    Figure.exactly("flood_deaths_at_256_mb", child.exit(), 0);
    Figure.atLeast("flood_notifications_per_s", (double) child.number("RATE"), 5_000);
    Figure.report("flood_first_statement_ms", (double) child.number("FIRST"));
    Figure.atMost("flood_second_statement_ms", (double) child.number("SECOND"), 500);
    assertThat(child.number("ANSWER")).isEqualTo(42);
  }

  /// The twin: the driver keeps every one of them.
  @Test
  void theDriverAloneDiesOfThem() throws Exception {
    ChildJvm child = ChildJvm.run(FloodRun.class, real, 120, "driver");
    assertThat(child.exit()).as(child.lines().toString()).isNotZero();
  }
}
