package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tusk.app.pictures.Finder;
import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.swing.editor.text.SqlTextArea;
import dev.tusk.swing.kit.text.TextToolkit;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.MouseEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JFrame;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is selected in the window can be pasted with the middle button, here and in another
/// program, and what is copied as well; though the event thread waits for neither.
class SelectionTest {
  private final Walker walker = new Walker();

  @BeforeAll
  static void needsADisplay() {
    assumeFalse(
        System.getenv("DISPLAY") == null || GraphicsEnvironment.isHeadless(),
        "needs a display: set DISPLAY, or use ./check");
  }

  /// The other program, with somebody who asks it.
  private record Other(Process process, BufferedReader out, Writer in) implements AutoCloseable {
    static Other start(Path home) throws IOException {
      Process process =
          new JavaProcess(home)
              .with("DISPLAY", System.getenv("DISPLAY"))
              .start(OtherProgram.class.getName());
      return new Other(process, process.inputReader(), process.outputWriter());
    }

    String ask(String command) throws IOException {
      in.write(command + "\n");
      in.flush();
      return out.readLine();
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  @Test
  @Requirement({"FR-020", "E-4"})
  void selectionAndClipboardReachOtherProgramsWithoutTheEventThreadWaiting(@TempDir Path home)
      throws Exception {
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    try (Other other = Other.start(home)) {
      RunningTusk tusk = new RunningTusk(home.resolve("data"));
      try {
        JTextField url = walker.focused(walker.find(JTextField.class, "Connection URL"));
        String address = database.urlToPaste();
        walker.type(url, "postgresql://nowhere");
        walker.press(url, "ctrl A");
        arrives(other, "selection", "postgresql://nowhere");
        walker.rewrite(url, address);
        walker.press(url, "ENTER");
        SqlTextArea editor = walker.focused(walker.editor());
        walker.dismissDialogs();
        editor(editor, other);
        errorAndCell(other);
        noneWaits();
      } catch (Exception | AssertionError failure) {
        walker.giveUp("selection");
        throw failure;
      }
      walker.close();
      assertThat(tusk.end()).as(tusk.said()).isZero();
    }
  }

  private void editor(SqlTextArea editor, Other other) throws IOException {
    walker.type(editor, "select 'a value' as v");
    walker.press(editor, "ctrl A");
    arrives(other, "selection", "select 'a value' as v");
    walker.press(editor, "ctrl C");
    arrives(other, "clipboard", "select 'a value' as v");

    walker.press(editor, "ctrl END");
    assertThat(other.ask("select  -- from elsewhere")).isEqualTo("done");
    // this program hears a moment later that the selection is no longer its own
    await("the selection of the other program")
        .ignoreExceptions()
        .atMost(Walker.LIMIT)
        .until(
            () -> {
              Clipboard selection = Toolkit.getDefaultToolkit().getSystemSelection();
              return " -- from elsewhere".equals(selection.getData(DataFlavor.stringFlavor));
            });
    middleClick(editor);
    walker.until("the pasted text", () -> editor.getText().endsWith(" -- from elsewhere"));

    // what was selected a moment ago is pasted, whether it was handed over by then or not
    JTextField filter = walker.find(JTextField.class, "Filter objects");
    var _ =
        walker.ask(
            () -> {
              editor.select(0, 6);
              click(filter);
              return true;
            });
    assertThat(walker.content(filter)).isEqualTo("select");
    walker.press(filter, "ESCAPE");
  }

  private void errorAndCell(Other other) throws IOException {
    walker.run("select nothing");
    JTextComponent error = walker.find(JTextComponent.class, "Error message");
    selectAll(error);
    arrives(other, "selection", "column \"nothing\" does not exist");

    walker.run("select 'a value' as v");
    JTable table = walker.find(JTable.class, "Result 1");
    walker.until("the cell", () -> table.getRowCount() == 1);
    var _ =
        walker.ask(
            () -> {
              table.changeSelection(0, 0, false, false);
              return true;
            });
    walker.press(table, "ctrl C");
    arrives(other, "clipboard", "a value");
  }

  private void selectAll(JTextComponent text) {
    var _ = walker.focus(text);
    var _ =
        walker.ask(
            () -> {
              text.selectAll();
              return true;
            });
  }

  /// Every text that shows takes its selection in the background; one of Swing's own would not.
  private void noneWaits() {
    List<JTextComponent> texts =
        walker.ask(
            () ->
                Walker.windows().stream()
                    .flatMap(window -> Finder.all(window, JTextComponent.class).stream())
                    .toList());
    assertThat(texts).isNotEmpty();
    assertThat(texts).allMatch(text -> text.getToolkit() instanceof TextToolkit);
    JFrame frame = walker.frame();
    JTextField swings = new JTextField();
    var _ = walker.ask(() -> frame.getLayeredPane().add(swings));
    assertThat(swings.getToolkit()).isNotInstanceOf(TextToolkit.class);
  }

  private static void arrives(Other other, String where, String text) {
    await(where).atMost(Walker.LIMIT).until(() -> text.equals(other.ask(where)));
  }

  private void middleClick(JTextComponent text) {
    var _ =
        walker.ask(
            () -> {
              click(text);
              return true;
            });
  }

  /// On the event thread: the middle button, at the end of the text.
  private static void click(JTextComponent text) throws Exception {
    Rectangle end = text.modelToView2D(text.getDocument().getLength()).getBounds();
    for (int id :
        new int[] {MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED}) {
      text.dispatchEvent(
          new MouseEvent(
              text,
              id,
              System.currentTimeMillis(),
              MouseEvent.BUTTON2_DOWN_MASK,
              end.x,
              end.y + end.height / 2,
              1,
              false,
              MouseEvent.BUTTON2));
    }
  }
}
