package dev.tusk.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.TuskInProcess;
import dev.tusk.harness.postgres.Bouncer;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command line behind a real PgBouncer.
class CommandBehindPoolerTest {
  private static final String LOST =
      "Lost after each transaction, and perhaps found by others: setting work_mem.";

  private final PgDatabaseAddress server = PgFixture.shared().newDatabase();

  @TempDir Path folder;

  @Test
  void whatDoesNotLastIsSaidOnceAndOnlyInTransactionMode(
      @TempDir Path sessions, @TempDir Path transactions) throws IOException {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    assertThat(said(server)).doesNotContain("WARNING");
    try (Bouncer bouncer = Bouncer.start(sessions, "session", server)) {
      assertThat(said(server.through(bouncer.port()))).doesNotContain("WARNING");
    }
    try (Bouncer bouncer = Bouncer.start(transactions, "transaction", server)) {
      assertThat(said(server.through(bouncer.port())))
          .containsOnlyOnce("WARNING")
          .containsOnlyOnce(LOST);
    }
  }

  private String said(PgDatabaseAddress place) throws IOException {
    Path script = folder.resolve("script.sql");
    Files.writeString(
        script, "set work_mem = '5MB'; select 1; set statement_timeout = '1min'; reset all;");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = TuskInProcess.run(place, out, err, "run", "--format", "raw", script.toString());
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return err.toString(StandardCharsets.UTF_8);
  }
}
