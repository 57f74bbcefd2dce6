package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program started twice on one data directory.
class TwoStartsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path home;

  @BeforeEach
  void display() {
    assumeTrue(System.getenv("DISPLAY") != null, "needs a display: set DISPLAY");
  }

  @Test
  @Requirement({"E-25", "FR-025"})
  void ofTwoStartsAtOnceOneHasTheWindowAndCommandsShareTheData() throws Exception {
    int rounds = Boolean.getBoolean("tusk.long") ? 10 : 2;
    int wrong = 0;
    for (int round = 0; round < rounds; round++) {
      Process one = start();
      Process two = start();
      await().atMost(LIMIT).until(() -> !one.isAlive() || !two.isAlive());
      Process winner = one.isAlive() ? one : two;
      Process other = one.isAlive() ? two : one;
      String said = new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(other.waitFor()).as(said).isZero();
      wrong += winner.isAlive() && said.contains("it was asked to come to the front") ? 0 : 1;
      Process command = new JavaProcess(home).start("dev.tusk.app.Main", "connections", "list");
      assertThat(command.waitFor()).isZero();
      // no end in order: what it leaves must be in nobody's way
      winner.toHandle().destroyForcibly();
      assertThat(winner.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    Figure.exactly("two_starts_wrong", wrong, 0);
    Process after =
        new JavaProcess(home)
            .with("DISPLAY", System.getenv("DISPLAY"))
            .flag("-Dtusk.closeWhenPainted=true")
            .start("dev.tusk.app.Main");
    assertThat(after.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(after.exitValue()).as(Files.readString(home.resolve("errors.txt"))).isZero();
  }

  private Process start() throws IOException {
    return new JavaProcess(home)
        .with("DISPLAY", System.getenv("DISPLAY"))
        .errorsReadable()
        .start("dev.tusk.app.Main");
  }
}
