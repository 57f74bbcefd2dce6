package dev.tusk.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.keyring.KeyringFixture;
import dev.tusk.harness.keyring.KeyringState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The first use of a keyring by a command, which has nobody who warms it up before.
///
/// What it costs is how much longer the whole command takes than one that has no keyring to use,
/// each the median of a few.
@Requirement({"SC-005", "FR-019a", "EC-2", "E-14"})
class KeyringCommandTest {
  private static final int RUNS = Boolean.getBoolean("tusk.long") ? 9 : 3;
  private static final double COLD_MS = 2_000;

  @TempDir Path home;

  @BeforeAll
  static void needsAKeyring() {
    Optional<String> missing = KeyringFixture.missing();
    if (Boolean.getBoolean("tusk.keyring.required")) {
      assertThat(missing).as("what the keyring tests need").isEmpty();
    }
    assumeTrue(missing.isEmpty(), () -> "Skipped: " + missing.orElse(""));
  }

  @ParameterizedTest
  @EnumSource(names = {"OK", "LOCKED", "HANG", "NO_DBUS"})
  void theColdFirstCallTakesAtMostTwoSeconds(KeyringState state) throws Exception {
    double without = median(null, "off", "is not saved");
    double with;
    try (KeyringFixture keyring =
        KeyringFixture.start(state, Files.createDirectory(home.resolve("desktop")))) {
      with = median(keyring, "on", state == KeyringState.OK ? "" : "is not saved");
      Process show = tusk(keyring).start("dev.tusk.app.Main", "connections", "show", "on0");
      String shown = show.inputReader().readAllAsString();
      assertThat(show.waitFor()).isZero();
      assertThat(shown.contains("kept in the keyring")).isEqualTo(state == KeyringState.OK);
    }
    Calibration.print("keyring_command");
    String name = state.name().toLowerCase(Locale.ROOT);
    Figure.report("keyring_command_without_ms_" + name, without);
    Figure.report("keyring_command_with_ms_" + name, with);
    Figure.atMost("keyring_command_cold_first_call_ms_" + name, with - without, COLD_MS);
  }

  /// How long commands take that each save a password for the first time in their process.
  ///
  /// @param keyring null for none
  /// @param expected what each says of the password
  private double median(@Nullable KeyringFixture keyring, String prefix, String expected)
      throws Exception {
    double[] millis = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      String url = "postgresql://somebody:s3cret@127.0.0.1/d";
      long began = System.nanoTime();
      Process add =
          tusk(keyring)
              .start("dev.tusk.app.Main", "connections", "add", prefix + run, "--url", url);
      String said = add.errorReader().readAllAsString();
      assertThat(add.waitFor()).as(said).isZero();
      millis[run] = (System.nanoTime() - began) / 1e6;
      assertThat(said).contains("visible to other users").contains(expected);
      assertThat(said.contains("is not saved")).as(said).isEqualTo(!expected.isEmpty());
    }
    return Figure.percentile(millis, 0.5);
  }

  private JavaProcess tusk(@Nullable KeyringFixture keyring) {
    JavaProcess tusk = new JavaProcess(home).errorsReadable();
    return keyring == null ? tusk : tusk.keyring(keyring);
  }
}
