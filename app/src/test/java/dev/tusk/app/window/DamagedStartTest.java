package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.sqlite.SqliteStorage;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import javax.swing.JDialog;
import javax.swing.JTextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole program started on a damaged store: it can be used at once and says what was lost.
///
/// The command line is a process of its own, from its start to its end; the window is a second one
/// in this process, since a first loads the toolkit as well, which the start-up cache of `./tusk`
/// has for it.
@Requirement({"EC-6", "E-9"})
class DamagedStartTest {
  private static final double USABLE_MS = 2_000;
  private static final int CONNECTIONS = 20;

  @TempDir Path home;
  private final Walker walker = new Walker();

  /// What has happened to the file.
  enum Damage {
    EMPTY("it is empty, and held data before"),
    ANOTHER_FILE("SQLite says: file is not a database"),
    GONE("it has gone"),
    CHANGED_ROW("a row of \"connection\" was changed");

    private final String words;

    Damage(String words) {
      this.words = words;
    }
  }

  /// A store with connections, damaged after it was closed in order.
  private Path damaged(Damage damage) throws IOException {
    Path file = home.resolve("data").resolve("tusk.db");
    fill(file);
    switch (damage) {
      case EMPTY -> Files.write(file, new byte[0]);
      case ANOTHER_FILE -> Files.writeString(file, "a letter to my aunt\n".repeat(500));
      case GONE -> Files.delete(file);
      case CHANGED_ROW -> change(file, "host7.example", "host8.example");
    }
    return file;
  }

  private static void fill(Path file) {
    try (SqliteStorage storage = SqliteStorage.open(file)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        storage
            .connections()
            .save(
                ConnectionUrl.parse(
                        "postgresql://user%d@host%d.example/database%d".formatted(i, i, i),
                        UUID::randomUUID,
                        "user")
                    .config()
                    .withName("Connection " + i));
      }
    }
  }

  private static void change(Path file, String text, String other) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains(text);
    Files.writeString(file, bytes.replace(text, other), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource
  void aCommandWorksAtOnceAndSaysIt(Damage damage) throws Exception {
    Path file = damaged(damage);
    long began = System.nanoTime();
    Process tusk =
        new JavaProcess(home).errorsReadable().start("dev.tusk.app.Main", "connections", "list");
    String listed = tusk.inputReader().readAllAsString();
    String said = tusk.errorReader().readAllAsString();
    int exit = tusk.waitFor();
    double millis = (System.nanoTime() - began) / 1e6;
    assertThat(exit).as(said).isZero();
    saysWhatWasLost(damage, file, said);
    assertThat(listed.contains("host3.example")).isEqualTo(damage == Damage.CHANGED_ROW);
    Calibration.print("damaged_command");
    Figure.atMost("damaged_store_command_ms_" + word(damage), millis, USABLE_MS);
  }

  @ParameterizedTest
  @EnumSource
  void theWindowWorksAtOnceAndShowsIt(Damage damage) throws Exception {
    assumeTrue(!GraphicsEnvironment.isHeadless(), "needs a display: set DISPLAY");
    warmUp();
    Path file = damaged(damage);
    try {
      windowOn(file, damage);
    } catch (Exception | AssertionError failure) {
      walker.giveUp("damaged-" + word(damage));
      throw failure;
    }
  }

  private void windowOn(Path file, Damage damage) throws Exception {
    long began = System.nanoTime();
    RunningTusk tusk = new RunningTusk(file.resolveSibling(""));
    JTextField url = walker.find(JTextField.class, "Connection URL");
    double usable = (System.nanoTime() - began) / 1e6;
    String notice = walker.told("damaged");
    double told = (System.nanoTime() - began) / 1e6;
    saysWhatWasLost(damage, file, notice);
    walker.dismissDialogs();
    walker.until(
        "the notice is read", () -> Walker.windows().stream().noneMatch(JDialog.class::isInstance));
    walker.rewrite(url, "postgresql://still@works/here");
    assertThat(walker.content(url)).isEqualTo("postgresql://still@works/here");
    walker.close();
    assertThat(tusk.end()).as(tusk.said()).isZero();
    Calibration.print("damaged_window");
    Figure.atMost("damaged_store_window_ms_" + word(damage), usable, USABLE_MS);
    Figure.atMost("damaged_store_notice_ms_" + word(damage), told, USABLE_MS);
  }

  @Test
  void aSoundStoreIsToldNothingOf() throws Exception {
    Path file = home.resolve("data").resolve("tusk.db");
    fill(file);
    Process tusk =
        new JavaProcess(home).errorsReadable().start("dev.tusk.app.Main", "connections", "list");
    assertThat(tusk.inputReader().readAllAsString()).contains("host3.example");
    assertThat(tusk.errorReader().readAllAsString()).isEmpty();
    assertThat(tusk.waitFor()).isZero();
  }

  private void warmUp() throws Exception {
    RunningTusk first = new RunningTusk(home.resolve("first"));
    var _ = walker.find(JTextField.class, "Connection URL");
    walker.close();
    assertThat(first.end()).as(first.said()).isZero();
  }

  private static void saysWhatWasLost(Damage damage, Path file, String text) {
    assertThat(text)
        .contains(file + " was damaged (" + damage.words + ").", "Read from it: ")
        .contains(damage == Damage.CHANGED_ROW ? "19 of 20" : "The rest is lost.")
        .doesNotContain("Exception");
    if (damage != Damage.GONE) {
      assertThat(text).contains("The damaged file is kept as " + file + ".corrupt-");
    }
  }

  private static String word(Damage damage) {
    return damage.name().toLowerCase(Locale.ROOT);
  }
}
