package dev.tusk.postgres.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A worker without memory drops its work; the program goes on.
@Requirement("FR-004")
class OutOfMemoryTest {
  @Test
  void nextStatementWorksAfterAWorkerRanOutOfMemory() throws Exception {
    PgDatabaseAddress address = PgFixture.shared().address("postgres");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                OutOfMemoryChild.class.getName())
            .redirectErrorStream(true);
    builder.environment().putAll(address.variables());
    Process child = builder.start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).containsPattern("FIRST (OutOfMemory|LinkLost)").contains("SECOND 42");
  }
}
