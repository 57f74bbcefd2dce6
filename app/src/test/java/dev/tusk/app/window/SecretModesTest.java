package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.keyring.KeyringFixture;
import dev.tusk.harness.keyring.KeyringState;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.secrets.Sweeper;
import java.awt.GraphicsEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.swing.JPasswordField;
import javax.swing.JTextField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How often a password is asked for in the real window, and what is left of it, for each place
/// where a connection's secrets may stay; with a real keyring of the test's own.
class SecretModesTest {
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();

  @TempDir Path home;

  @BeforeEach
  void needsADisplay() {
    assumeThat(System.getenv("DISPLAY")).as("needs a display").isNotNull();
    assumeThat(GraphicsEnvironment.isHeadless()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"ask, 1, 1, 1, false", "session, 1, 0, 1, false", "keyring, 1, 0, 0, true"})
  @Requirement("FR-017")
  void asksAsOftenAsTheConnectionWantsIt(
      String mode, int first, int again, int restarted, boolean kept) throws Exception {
    assumeThat(KeyringFixture.missing()).isEmpty();
    try (KeyringFixture keyring = KeyringFixture.start(KeyringState.OK, home)) {
      Process tusk =
          start(keyring, SecretModesChild.arguments(home.resolve("data"), mode, database));
      try (BufferedReader out = tusk.inputReader(StandardCharsets.UTF_8);
          Writer in = tusk.outputWriter(StandardCharsets.UTF_8)) {
        tell(in, database.password());
        assertThat(rest(out, tusk))
            .containsExactly(
                "first " + first, "again " + again, "restarted " + restarted, "kept " + kept);
      } finally {
        tusk.destroyForcibly();
      }
    }
    nothingIsLeft();
  }

  @Test
  @Requirement("FR-019a")
  void whatTheKeyringDidNotTakeStaysForTheSessionAndIsOfferedLater() throws Exception {
    assumeThat(KeyringFixture.missing()).isEmpty();
    try (KeyringFixture keyring = KeyringFixture.start(KeyringState.OK, home)) {
      keyring.freeze();
      List<String> arguments =
          new ArrayList<>(
              List.of(SecretModesChild.arguments(home.resolve("data"), "keyring", database)));
      arguments.add("later");
      Process tusk = start(keyring, arguments.toArray(String[]::new));
      try (BufferedReader out = tusk.inputReader(StandardCharsets.UTF_8);
          Writer in = tusk.outputWriter(StandardCharsets.UTF_8)) {
        tell(in, database.password());
        assertThat(out.readLine()).as(errors()).isEqualTo("first 1");
        assertThat(out.readLine()).as(errors()).isEqualTo("notice");
        keyring.thaw();
        tell(in, "go on");
        assertThat(rest(out, tusk)).containsExactly("again 0", "saved", "restarted 0", "kept true");
      } finally {
        tusk.destroyForcibly();
      }
    }
    nothingIsLeft();
  }

  /// As libpq: the file is used while nobody else can read it.
  @Test
  void thePasswordFileAnswersWhileItIsTheOwnersAlone() throws Exception {
    Walker walker = new Walker();
    Path file =
        Files.writeString(
            home.resolve("pgpass"), "*:*:*:" + database.user() + ":" + database.password() + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    RunningTusk tusk = new RunningTusk(home.resolve("data"), Map.of("PGPASSFILE", file.toString()));
    try {
      type(walker);
      var _ = walker.editor();
      walker.run("select 40 + 2");
      assertThat(walker.cells()).containsExactly(List.of("42"));
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      RunningTusk next =
          new RunningTusk(home.resolve("other"), Map.of("PGPASSFILE", file.toString()));
      type(walker);
      JPasswordField asked = walker.find(JPasswordField.class, "Password");
      assertThat(walker.says(database.database() + "@" + database.host() + ": "))
          .as("says why the file is not used")
          .isTrue();
      walker.press(asked, "ESCAPE");
      walker.until("the question is gone", () -> !asked.isShowing());
      walker.close();
      assertThat(next.end()).as(next.said()).isZero();
    } catch (Exception | AssertionError failure) {
      walker.giveUp("secret-modes");
      throw failure;
    }
    Files.delete(file);
    nothingIsLeft();
  }

  private void type(Walker walker) {
    JTextField url = walker.focused(walker.find(JTextField.class, "Connection URL"));
    walker.type(
        url,
        "postgresql://%s@%s:%d/%s"
            .formatted(database.user(), database.host(), database.port(), database.database()));
    walker.press(url, "ENTER");
  }

  private Process start(KeyringFixture keyring, String[] arguments) throws IOException {
    ProcessBuilder session = new ProcessBuilder();
    keyring.applyTo(session);
    JavaProcess java = new JavaProcess(home);
    session.environment().forEach(java::with);
    return java.with("TUSK_KEYRING", "")
        .with("DISPLAY", System.getenv().getOrDefault("DISPLAY", ""))
        .flag("-Dorg.jooq.no-logo=true")
        .start(SecretModesChild.class.getName(), arguments);
  }

  private static void tell(Writer in, String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  private List<String> rest(BufferedReader out, Process tusk) throws Exception {
    List<String> lines = out.lines().toList();
    assertThat(tusk.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tusk.exitValue()).as(errors()).isZero();
    return lines;
  }

  private String errors() throws IOException {
    Path file = home.resolve("errors.txt");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /// In the data directory, the log, and all else below the home directory: the keyring's own file
  /// is sealed.
  private void nothingIsLeft() throws IOException {
    Sweeper sweep =
        Sweeper.of(new Canary(database.password(), List.of(database.user()))).folder(home);
    assertThat(sweep.swept()).as("bytes that were looked through").isPositive();
    assertThat(sweep.hits()).isEmpty();
  }
}
