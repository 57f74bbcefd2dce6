package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tusk.app.pictures.Finder;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.testkit.ConnectionBuilder;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.sqlite.SqliteStorage;
import dev.tusk.swing.kit.Banner;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.nio.file.Path;
import javax.swing.AbstractButton;
import javax.swing.JList;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.JTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the window says when connecting fails, walked through by the keyboard: reached, copied and
/// put away.
class TroubleInWindowTest {
  private static final String NOBODY = "Nobody listens there";

  private final Walker walker = new Walker();
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();

  @BeforeEach
  void needsADisplay() {
    assumeThat(System.getenv("DISPLAY")).as("needs a display").isNotNull();
    assumeThat(GraphicsEnvironment.isHeadless()).isFalse();
  }

  @Test
  void theStartScreenSaysWhyInWordsThatCanBeCopied(@TempDir Path data) throws Exception {
    RunningTusk tusk = new RunningTusk(data);
    try {
      JTextField url = walker.focused(walker.find(JTextField.class, "Connection URL"));
      walker.type(url, "postgresql://alice@127.0.0.1:1/shop");
      walker.press(url, "ENTER");
      walker.until("the failure", () -> walker.says("Could not connect to"));
      assertThat(copied()).contains("Could not connect to", "127.0.0.1", "1");
      end(tusk);
    } catch (Exception | AssertionError failure) {
      walker.giveUp("trouble-start");
      throw failure;
    }
  }

  @Test
  void theStripIsReachedCopiedAndPutAwayByTheKeyboard(@TempDir Path data) throws Exception {
    save(data);
    RunningTusk tusk = new RunningTusk(data);
    try {
      walker.connect(database, "");
      JTree tree = walker.find(JTree.class, "Connections and schemas");
      fail(tree);
      walker.press(walker.editor(), "ESCAPE");
      walker.until("Esc in the editor puts it away", () -> !walker.says("Could not connect to"));

      fail(tree);
      Banner strip = walker.ask(TroubleInWindowTest::strip);
      for (int i = 0; i < 5 && !walker.ask(strip::isFocusOwner); i++) {
        walker.press("F6");
      }
      walker.until("where F6 led", strip::isFocusOwner);
      assertThat(copied()).contains("Could not connect to " + NOBODY, "127.0.0.1");
      walker.press("ESCAPE");
      walker.until("Esc in the strip puts it away", () -> !strip.isShowing());

      fail(tree);
      walker.run("select 1");
      walker.press(walker.find(JTable.class, "Result 1"), "ESCAPE");
      walker.until("Esc in the grid puts it away", () -> !strip.isShowing());
      end(tusk);
    } catch (Exception | AssertionError failure) {
      walker.giveUp("trouble-strip");
      throw failure;
    }
  }

  @Test
  void theStartScreenLeadsToAConnectionThatIsOpenAlready(@TempDir Path data) throws Exception {
    RunningTusk tusk = new RunningTusk(data);
    try {
      walker.connect(database, "");
      walker.press(walker.editor(), "ctrl shift P");
      JTextField input = walker.find(JTextField.class, "Search or run a command");
      walker.rewrite(input, "Show the start screen");
      walker.press(input, "ENTER");
      JTextField url = walker.focused(walker.find(JTextField.class, "Connection URL"));
      AbstractButton connect = walker.find(AbstractButton.class, "Connect");
      assertThat(walker.content(url)).isEmpty();
      walker.press(walker.find(JList.class, "Recent connections"), "ENTER");
      walker.until("the tab", () -> !url.isShowing());
      assertThat(walker.ask(connect::isEnabled)).as("nothing is waited for").isTrue();
      end(tusk);
    } catch (Exception | AssertionError failure) {
      walker.giveUp("trouble-open");
      throw failure;
    }
  }

  private static void save(Path data) {
    ConnectionConfig config =
        ConnectionBuilder.connection(NOBODY).host("127.0.0.1").port(1).build();
    try (SqliteStorage storage = SqliteStorage.open(data.resolve("tusk.db"))) {
      storage.connections().save(config);
    }
  }

  private void fail(JTree tree) {
    select(tree, NOBODY);
    walker.press(tree, "ctrl shift O");
    walker.until("the strip", () -> walker.says("Could not connect to " + NOBODY));
  }

  private void select(JTree tree, String beginning) {
    walker.until(
        "the row " + beginning,
        () -> {
          for (int row = 0; row < tree.getRowCount(); row++) {
            Object node = tree.getPathForRow(row).getLastPathComponent();
            if (tree.convertValueToText(node, false, false, false, row, false)
                .startsWith(beginning)) {
              tree.setSelectionRow(row);
              return true;
            }
          }
          return false;
        });
  }

  private static Banner strip() {
    return Walker.windows().stream()
        .flatMap(w -> Finder.all(w, Banner.class).stream())
        .filter(banner -> Finder.name(banner).startsWith("Could not connect"))
        .findFirst()
        .orElseThrow();
  }

  /// Goes on with Tab to the button and presses it.
  private String copied() throws Exception {
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(""), null);
    walker.tabTo("Copy error");
    walker.press("SPACE");
    walker.until("the text on the clipboard", () -> !clipboard().isEmpty());
    return clipboard();
  }

  private static String clipboard() throws Exception {
    return String.valueOf(
        Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor));
  }

  private void end(RunningTusk tusk) throws Exception {
    walker.close();
    assertThat(tusk.end()).as(tusk.said()).isZero();
  }
}
