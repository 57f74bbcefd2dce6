package dev.tusk.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.keyring.KeyringFixture;
import dev.tusk.harness.keyring.KeyringState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a connection's keyword `secrets` leaves in the real keyring and in a process's memory: of a
/// password, an SSH key's passphrase and a TLS key's.
class SecretPlacesTest {
  private static final String NOTHING = "password false, passphrases false";
  private static final String BOTH = "password true, passphrases true";

  @TempDir Path home;
  private KeyringFixture keyring;
  private RunningChild tusk;

  @BeforeEach
  void start() throws Exception {
    assumeThat(KeyringFixture.missing()).isEmpty();
    keyring = KeyringFixture.start(KeyringState.OK, home);
    tusk = RunningChild.start(keyring, home);
  }

  @AfterEach
  void stop() {
    if (tusk != null) {
      tusk.close();
    }
    if (keyring != null) {
      keyring.close();
    }
  }

  private void says(String question, String answer) throws IOException {
    assertThat(tusk.ask(question).text()).as(question).isEqualTo(answer);
  }

  private String copiesInMemory() throws IOException {
    return tusk.ask("copies " + home).text();
  }

  @Requirement("FR-017")
  @Test
  void askLeavesNothingAnywhereAndAsksEachTime() throws IOException {
    says("open ask", "3");
    says("kept", NOTHING);
    assertThat(copiesInMemory()).isEqualTo("0");
    says("again", "3");
    assertThat(copiesInMemory()).isEqualTo("0");
  }

  @Requirement("FR-017")
  @Test
  void sessionKeepsThemInMemoryUntilTheEnd() throws IOException {
    says("open session", "3");
    says("again", "0");
    says("kept", NOTHING);
    // So the search does find what is there.
    assertThat(copiesInMemory()).isNotEqualTo("0");
    says("shut", "shut");
    assertThat(copiesInMemory()).isEqualTo("0");
  }

  @Requirement("FR-017")
  @Test
  void keyringKeepsThemAndGivesThemBackWhenTheModeChanges() throws IOException {
    says("open keyring", "3");
    says("kept", BOTH);
    says("again", "0");
    says("change ask", NOTHING);
  }
}
