package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.keyring.KeyringFixture;
import dev.tusk.harness.keyring.KeyringState;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

/// The program as a process of its own: without a display, and how it ends.
class ProgramProcessTest {
  private static final double LIMIT_MILLIS = 2_000;

  private Path home = Path.of("");

  @BeforeEach
  void home() throws IOException {
    home = Files.createTempDirectory("tusk-process");
    // the server does not run as root, and must get at its files below
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void sweep() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  @Test
  void withoutADisplayItSaysSoInOneLineAndExitsWith5() throws Exception {
    Process tusk = withoutADisplay();
    String out = all(tusk.inputReader());
    String err = Files.readString(home.resolve("errors.txt"));
    assertThat(tusk.waitFor()).as(err).isEqualTo(5);
    assertThat(out).isEmpty();
    assertThat(err.lines()).hasSize(1).first().asString().contains("no display");
  }

  @Test
  void withoutADisplayTheDemoIsATourOnTheTerminal() throws Exception {
    Process tusk = withoutADisplay("demo");
    String out = all(tusk.inputReader());
    String err = Files.readString(home.resolve("errors.txt"));
    assertThat(tusk.waitFor()).as(out + err).isZero();
    assertThat(err).contains("no display here, so no window", "42703", "email");
    assertThat(out).contains("Connected to PostgreSQL 18", "shop: ", "stopped after");
  }

  @Test
  void withoutADisplayScreenshotsSayWhatToDo() throws Exception {
    Process tusk = withoutADisplay("screenshots", "here");
    String out = all(tusk.inputReader());
    String err = Files.readString(home.resolve("errors.txt"));
    assertThat(tusk.waitFor()).as(out + err).isEqualTo(5);
    assertThat(err.lines()).hasSize(1).first().asString().contains("xvfb-run -a ./tusk");
  }

  /// @param state what the desktop offers to keep passwords in; null where the user's variable
  ///     switches it off
  @ParameterizedTest
  @NullSource
  @EnumSource(names = {"NO_DBUS", "OK", "LOCKED", "HANG"})
  @Requirement({"FR-019a", "E-14"})
  void theProcessIsGoneTwoSecondsAfterItsWindow(@Nullable KeyringState state) throws Exception {
    String display = System.getenv("DISPLAY");
    assumeTrue(display != null && !display.isEmpty(), "needs a display: set DISPLAY");
    Optional<String> missing = KeyringFixture.missing();
    assumeTrue(state == null || missing.isEmpty(), () -> "Skipped: " + missing.orElse(""));
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    String url = database.urlToPaste();
    JavaProcess tusk =
        new JavaProcess(home).with("DISPLAY", display).with("WALK_URL", url).flag("-Xmx512m");
    try (KeyringFixture keyring =
        KeyringFixture.start(
            state == null ? KeyringState.NO_DBUS : state,
            Files.createDirectory(home.resolve("desktop")))) {
      Process process =
          (state == null ? tusk : tusk.keyring(keyring)).start(ClosingChild.class.getName());
      List<String> lines = new ArrayList<>();
      long closedAt = 0;
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          lines.add(line);
          closedAt = line.equals("closing") ? System.nanoTime() : closedAt;
        }
        int code = process.waitFor();
        double millis = (System.nanoTime() - closedAt) / 1e6;
        String said = lines + "\n" + Files.readString(home.resolve("errors.txt"));
        assertThat(code).as(said).isZero();
        assertThat(closedAt).as(said).isPositive();
        Calibration.print("window_closed");
        Figure.atMost(
            "window_closed_to_exit_ms_" + (state == null ? "off" : state), millis, LIMIT_MILLIS);
      } finally {
        process.destroy();
      }
    }
    try (ServerView server = new ServerView(database)) {
      assertThat(server.sessions()).as("sessions left on the server").isZero();
    }
  }

  private Process withoutADisplay(String... arguments) throws IOException {
    Process tusk =
        new JavaProcess(home)
            .with("XDG_RUNTIME_DIR", Files.createDirectories(home.resolve("run")).toString())
            .start("dev.tusk.app.Main", arguments);
    tusk.getOutputStream().close();
    return tusk;
  }

  private static String all(BufferedReader reader) {
    try (reader) {
      return reader.readAllAsString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
