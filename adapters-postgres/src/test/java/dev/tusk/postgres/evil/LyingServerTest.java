package dev.tusk.postgres.evil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.evil.Lies;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.postgresql.util.DriverInfo;

/// Tusk against a server that lies, in a JVM of 256 MB that any lack of memory ends.
@Requirement({"D-6", "E-15"})
class LyingServerTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");
  private final PgDatabaseAddress real = PgFixture.shared().address("postgres");

  @Test
  void everyLieAtTheLoginEndsInAnErrorWithinTwoSeconds() throws Exception {
    ChildJvm child = ChildJvm.run(HostileRun.class, real, 120, "login");
    holds("login", child, Lies.atLogin().size());
    assertThat(child.encounters())
        .allSatisfy(met -> assertThat(met.outcome()).as(met.name()).isNotEqualTo("shown"));
  }

  @Test
  void everyLieInAStatementEndsBoundedAndItsSessionIsEvicted() throws Exception {
    ChildJvm child = ChildJvm.run(HostileRun.class, real, 100, "statement");
    holds("statement", child, 2 * Lies.inStatement().size());
  }

  @Test
  void mutatedSessionsNeverHangNorKill() throws Exception {
    int sessions = LONG ? 5_000 : 400;
    ChildJvm child =
        ChildJvm.run(HostileRun.class, real, 600, "fuzz", "1", Integer.toString(sessions));
    holds("fuzz", child, sessions);
    assertThat(child.encounters().stream().filter(met -> !met.outcome().equals("shown")).count())
        .as("mutations that the client noticed")
        .isGreaterThan(sessions / 4);
  }

  @Test
  void theScramBombCostsNextToNothing() throws Exception {
    ChildJvm child = ChildJvm.run(HostileRun.class, real, 60, "bomb");
    assertThat(child.exit()).as(child.lines().toString()).isZero();
    Figure.atMost("hostile_scram_bomb_cpu_ms", (double) child.number("CPU"), 1_000);
  }

  /// CVE-2026-42198 (SCRAM iterations) and CVE-2026-54291 (channel binding) are mended there.
  @Test
  void theDriverIsNewEnough() {
    int[] floor = {42, 7, 12};
    String[] version = DriverInfo.DRIVER_VERSION.split("\\.", -1);
    for (int i = 0; i < floor.length; i++) {
      int part = Integer.parseInt(version[i]);
      assertThat(part).as(DriverInfo.DRIVER_VERSION).isGreaterThanOrEqualTo(floor[i]);
      if (part > floor[i]) {
        break;
      }
    }
  }

  /// The same lies against the driver alone: the guard is what keeps Tusk alive.
  @Test
  void withoutTheGuardALieKillsTheProcess() throws Exception {
    ChildJvm child = ChildJvm.run(BareDriverRun.class, real, 60, "a value of 2 GB");
    assertThat(child.ended() && child.exit() == 0).as(child.lines().toString()).isFalse();
  }

  private static void holds(String name, ChildJvm child, int meetings) {
    Calibration.print("hostile_" + name);
    List<HostileRun.Encounter> met = child.encounters();
    String tail =
        String.join(
            "\n",
            child.lines().subList(Math.max(0, child.lines().size() - 30), child.lines().size()));
    assertThat(child.ended()).as("a hang; last output:%n%s", tail).isTrue();
    assertThat(child.exit()).as("exit code; last output:%n%s", tail).isZero();
    Figure.exactly("hostile_" + name + "_deaths", child.exit(), 0);
    Figure.exactly("hostile_" + name + "_encounters", met.size(), meetings);
    assertThat(met).filteredOn(each -> !each.fault().isBlank()).isEmpty();
    assertThat(met).filteredOn(each -> each.outcome().equals("escaped")).isEmpty();
    Figure.exactly("hostile_" + name + "_threads_left", child.number("THREADS"), 0);
    Figure.atMost(
        "hostile_" + name + "_longest_ms",
        met.stream().mapToDouble(HostileRun.Encounter::millis).max().orElseThrow(),
        (double) TimeUnit.SECONDS.toMillis(2));
  }
}
