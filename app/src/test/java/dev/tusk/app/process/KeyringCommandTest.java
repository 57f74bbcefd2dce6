package dev.tusk.app.process;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.keyring.KeyringFixture;
import dev.tusk.harness.keyring.KeyringState;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The first use of a keyring by a command, which has nobody who warms it up before: from the line
/// right before it to the next one.
@Requirement({"SC-005", "FR-019a", "EC-2", "E-14"})
class KeyringCommandTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");

  /// The median of nine, or the best of three: others work on this machine, too.
  private static final int RUNS = LONG ? 9 : 3;

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
    boolean works = state == KeyringState.OK;
    double[] millis = new double[RUNS];
    try (KeyringFixture keyring =
        KeyringFixture.start(state, Files.createDirectory(home.resolve("desktop")))) {
      for (int run = 0; run < RUNS; run++) {
        millis[run] = firstCall(keyring, "c" + run, works);
      }
      int best =
          IntStream.range(0, RUNS).boxed().min(comparingDouble(run -> millis[run])).orElseThrow();
      Process show = tusk(keyring).start("dev.tusk.app.Main", "connections", "show", "c" + best);
      String shown = show.inputReader().readAllAsString();
      assertThat(show.waitFor()).isZero();
      assertThat(shown.contains("kept in the keyring")).isEqualTo(works);
    }
    Calibration.print("keyring_command");
    Figure.atMost(
        "keyring_command_cold_first_call_ms_" + state.name().toLowerCase(Locale.ROOT),
        Figure.percentile(millis, LONG ? 0.5 : 0),
        COLD_MS);
  }

  /// Saves a password by a command.
  ///
  /// @return the milliseconds after its first line; infinite when a keyring that works was too slow
  private double firstCall(KeyringFixture keyring, String name, boolean works) throws Exception {
    String url = "postgresql://somebody:s3cret@127.0.0.1/d";
    Process add =
        tusk(keyring).start("dev.tusk.app.Main", "connections", "add", name, "--url", url);
    BufferedReader said = add.errorReader();
    assertThat(said.readLine()).contains("visible to other users");
    long began = System.nanoTime();
    String next = said.readLine();
    double millis = (System.nanoTime() - began) / 1e6;
    String rest = said.readAllAsString();
    assertThat(add.waitFor()).as(rest).isZero();
    if (works && (next + rest).contains("did not answer in time")) {
      return Double.POSITIVE_INFINITY;
    }
    assertThat((next + rest).contains("is not saved")).as(next + rest).isEqualTo(!works);
    return millis;
  }

  private JavaProcess tusk(KeyringFixture keyring) {
    return new JavaProcess(home).errorsReadable().keyring(keyring);
  }
}
