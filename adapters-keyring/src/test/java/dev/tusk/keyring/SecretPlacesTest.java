package dev.tusk.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.keyring.KeyringFixture;
import dev.tusk.harness.keyring.KeyringState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a connection's keyword `secrets` leaves in the real keyring and in a process's memory: of a
/// password, an SSH key's passphrase and a TLS key's.
class SecretPlacesTest {
  private static final String NOTHING = "password false, passphrases false";
  private static final String BOTH = "password true, passphrases true";

  @TempDir Path home;

  @BeforeEach
  void needsAKeyring() {
    assumeThat(KeyringFixture.missing()).isEmpty();
  }

  private static String copies(RunningChild tusk, Path home) throws IOException {
    return tusk.ask("copies " + home).text();
  }

  @Requirement("FR-017")
  @Test
  void askLeavesNothingAnywhereAndAsksEachTime() throws Exception {
    try (KeyringFixture keyring = KeyringFixture.start(KeyringState.OK, home);
        RunningChild tusk = RunningChild.start(keyring, home)) {
      assertThat(tusk.ask("open ask").text()).isEqualTo("3");
      assertThat(tusk.ask("kept").text()).isEqualTo(NOTHING);
      assertThat(copies(tusk, home)).as("copies in memory").isEqualTo("0");
      assertThat(tusk.ask("again").text()).isEqualTo("3");
      assertThat(copies(tusk, home)).as("copies in memory").isEqualTo("0");
    }
  }

  @Requirement("FR-017")
  @Test
  void sessionKeepsThemInMemoryUntilTheEnd() throws Exception {
    try (KeyringFixture keyring = KeyringFixture.start(KeyringState.OK, home);
        RunningChild tusk = RunningChild.start(keyring, home)) {
      assertThat(tusk.ask("open session").text()).isEqualTo("3");
      assertThat(tusk.ask("again").text()).as("questions at the second opening").isEqualTo("0");
      assertThat(tusk.ask("kept").text()).isEqualTo(NOTHING);
      // So the search does find what is there.
      assertThat(copies(tusk, home)).as("copies in memory").isNotEqualTo("0");
      assertThat(tusk.ask("shut").text()).isEqualTo("shut");
      assertThat(copies(tusk, home)).as("copies in memory at the end").isEqualTo("0");
    }
  }

  @Requirement("FR-017")
  @Test
  void keyringKeepsThemAndGivesThemBackWhenTheModeChanges() throws Exception {
    try (KeyringFixture keyring = KeyringFixture.start(KeyringState.OK, home);
        RunningChild tusk = RunningChild.start(keyring, home)) {
      assertThat(tusk.ask("open keyring").text()).isEqualTo("3");
      assertThat(tusk.ask("kept").text()).isEqualTo(BOTH);
      assertThat(tusk.ask("again").text()).isEqualTo("0");
      assertThat(tusk.ask("change ask").text()).isEqualTo(NOTHING);
    }
  }
}
