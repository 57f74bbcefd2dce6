package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.files.BrokenDirectory;
import dev.tusk.app.files.BrokenDirectory.Fault;
import dev.tusk.app.pictures.Finder;
import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.sqlite.SqliteStorage;
import dev.tusk.swing.kit.Screenshot;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The window on a data directory that cannot be used: another is chosen, or it ends.
@Requirement({"FR-027a", "EC-1"})
class DataPlaceTest {
  @TempDir Path home;
  private final Walker walker = new Walker();

  @BeforeEach
  void display() {
    assumeTrue(!GraphicsEnvironment.isHeadless(), "needs a display: set DISPLAY");
  }

  @AfterEach
  void theme() {
    walker.ask(
        () -> {
          Theme.system(false);
          return true;
        });
  }

  @Test
  void anotherDirectoryIsAskedForUntilOneCanBeUsed() throws Exception {
    Path data = Files.writeString(home.resolve("data"), "in the way");
    RunningTusk tusk = new RunningTusk(data);
    JButton use = walker.find(JButton.class, "Use this directory");
    JDialog dialog = walker.ask(() -> dialog(use));
    pictures(dialog);
    JTextField field = walker.find(JTextField.class, "Keep it in another directory");
    for (String wrong : new String[] {"", "relative/place", data.toString(), data + "/below"}) {
      field(field, wrong);
      click(use);
      walker.until("a word on '" + wrong + "'", () -> use.isEnabled() && trouble(dialog));
    }
    assertThat(Files.readString(data)).isEqualTo("in the way");
    Path good = home.resolve("good");
    field(field, good.toString());
    click(use);
    var _ = walker.frame();
    assertThat(good.resolve("tusk.db")).isRegularFile();
    walker.close();
    assertThat(tusk.end()).as(tusk.said()).isZero();
    assertThat(tusk.said()).contains(data + " is a file, not a directory");
  }

  @Test
  void exitEndsWith5AndLeavesNothing() throws Exception {
    Path data = Files.writeString(home.resolve("data"), "in the way");
    // the first time also loads the toolkit, which the start of a window always does
    for (boolean warm : new boolean[] {false, true}) {
      long began = System.nanoTime();
      RunningTusk tusk = new RunningTusk(data);
      JButton exit = walker.find(JButton.class, "Exit");
      if (warm) {
        Figure.atMost("data_directory_dialog_ms", (System.nanoTime() - began) / 1e6, 1_000);
      }
      click(exit);
      assertThat(tusk.end()).isEqualTo(5);
    }
    assertThat(home.toFile().list()).containsExactly("data");
  }

  @ParameterizedTest
  @EnumSource
  void theChoiceForEveryFaultIsFollowedByTheNextStarts(Fault fault) throws Exception {
    try (BrokenDirectory data = BrokenDirectory.make(fault, home)) {
      Path chosen = home.resolve("chosen");
      child(data, 5);
      assertThat(chosen).doesNotExist();
      child(data, 0, chosen.toString());
      assertThat(chosen.resolve("tusk.db")).isRegularFile();

      JavaProcess next = new JavaProcess(Files.createTempDirectory("tusk-scratch"));
      data.applyTo(next);
      String[] add = {"connections", "add", "x", "--url", "postgresql://u@h/d"};
      Process second = next.errorsReadable().start("dev.tusk.app.Main", add);
      String said = second.errorReader().readAllAsString();
      assertThat(second.waitFor()).as(said).isZero();
      try (SqliteStorage there = SqliteStorage.open(chosen.resolve("tusk.db"))) {
        assertThat(there.connections().all()).extracting(ConnectionConfig::name).contains("x");
      }
    }
  }

  /// A start of the window in a process of its own, and what a person does there.
  private static void child(BrokenDirectory data, int exit, String... choice) throws Exception {
    JavaProcess tusk =
        new JavaProcess(Files.createTempDirectory("tusk-scratch"))
            .with("DISPLAY", System.getenv("DISPLAY"));
    data.applyTo(tusk);
    Process process = tusk.errorsReadable().start(ChoosingChild.class.getName(), choice);
    process.getOutputStream().close();
    String asked = process.inputReader().readAllAsString();
    String said = process.errorReader().readAllAsString();
    assertThat(process.waitFor()).as(asked + said).isEqualTo(exit);
    for (String text : List.of(asked, said)) {
      assertThat(text)
          .contains(data.path().toString(), data.fault().words())
          .doesNotContain("Exception", "\tat ");
    }
  }

  private void click(JButton button) {
    EventQueue.invokeLater(button::doClick);
  }

  private static JDialog dialog(JButton button) {
    return (JDialog) SwingUtilities.getWindowAncestor(button);
  }

  private void field(JTextField field, String text) {
    walker.ask(
        () -> {
          field.setText(text);
          return true;
        });
  }

  private static boolean trouble(JDialog dialog) {
    return Finder.all(dialog, JTextArea.class).stream()
        .anyMatch(area -> "trouble".equals(area.getName()) && !area.getText().isEmpty());
  }

  /// Kept beside the other results of the tests, for people to look at.
  private void pictures(JDialog dialog) throws Exception {
    for (boolean dark : new boolean[] {false, true}) {
      var picture =
          walker.ask(
              () -> {
                Theme.system(dark);
                return Screenshot.of(dialog, 2);
              });
      Screenshot.write(
          picture,
          Path.of("target", "pictures", "data-place-" + (dark ? "dark" : "light") + ".png"));
    }
  }
}
