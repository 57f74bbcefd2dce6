package dev.tusk.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.keyring.KeyringFixture.Run;
import dev.tusk.keyring.KeyringFixture.State;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real keyrings in every state, each in a process of its own.
class KeyringProcessTest {
  private static final long EXIT_WITHIN_MILLIS = 2_000;
  private static final int EXIT_CODE = 7;

  @TempDir Path home;
  private KeyringFixture keyring;

  @BeforeAll
  static void needsAKeyring() {
    Optional<String> missing = KeyringFixture.missing();
    if (Boolean.getBoolean("tusk.keyring.required")) {
      assertThat(missing).as("what the keyring tests need").isEmpty();
    }
    assumeTrue(missing.isEmpty(), () -> "Skipped: " + missing.orElse(""));
  }

  @BeforeEach
  void fixture() {
    keyring = new KeyringFixture(home);
  }

  private static void endsInTime(Run run) {
    assertThat(run.exitCode()).isEqualTo(EXIT_CODE);
    assertThat(run.exitMillis()).isLessThan(EXIT_WITHIN_MILLIS);
  }

  @Test
  void workingKeyringKeepsPasswordsOverProcesses() throws Exception {
    Run first = keyring.run(State.WORKING, "store", "warning", "replace", "retrieve");
    assertThat(first.said(1)).isEqualTo("no warning");
    assertThat(first.said(3)).isEqualTo("second\\n\"q\"");
    endsInTime(first);

    Run second = keyring.run(State.WORKING, "retrieve", "warning", "delete", "retrieve", "warning");
    assertThat(second.said(0)).isEqualTo("second\\n\"q\"");
    assertThat(second.said(1)).isEqualTo("no warning");
    assertThat(second.said(3)).isEqualTo("CredentialNotFound");
    assertThat(second.said(4)).isEqualTo("no warning");
    endsInTime(second);
  }

  @Test
  void withoutABusThePasswordLastsForTheSessionWithAWarning() throws Exception {
    staysInTheSession(State.NO_BUS);
  }

  @Test
  void withoutAServiceThePasswordLastsForTheSessionWithAWarning() throws Exception {
    staysInTheSession(State.NO_SERVICE);
  }

  @Test
  void withALockedKeyringThePasswordLastsForTheSessionWithAWarning() throws Exception {
    Run before = keyring.run(State.WORKING, "store");
    assertThat(before.said(0)).isEqualTo("stored");
    Run run = keyring.run(State.LOCKED, "replace", "warning", "retrieve");
    assertThat(run.said(1)).startsWith("Passwords are kept for this session only");
    assertThat(run.said(2)).isEqualTo("second\\n\"q\"");
    endsInTime(run);
  }

  private void staysInTheSession(State state) throws Exception {
    Run run =
        keyring.run(
            state, "warning", "retrieve", "store", "warning", "retrieve", "delete", "retrieve");
    assertThat(run.said(0)).isEqualTo("no warning");
    assertThat(run.said(1)).isEqualTo("CredentialNotFound");
    assertThat(run.said(3)).startsWith("Passwords are kept for this session only");
    assertThat(run.said(4)).isEqualTo("first é🐘");
    assertThat(run.said(6)).isEqualTo("CredentialNotFound");
    for (int step = 0; step < run.lines().size(); step++) {
      assertThat(run.millis(step)).as(run.lines().get(step)).isLessThan(3_000);
    }
    endsInTime(run);
  }
}
