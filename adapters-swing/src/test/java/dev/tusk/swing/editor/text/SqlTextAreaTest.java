package dev.tusk.swing.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.theme.Theme;
import javax.swing.SwingUtilities;
import org.fife.ui.rsyntaxtextarea.RSyntaxTextAreaEditorKit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SqlTextAreaTest {

  @BeforeAll
  static void theme() throws Exception {
    SwingUtilities.invokeAndWait(() -> Theme.install(Theme.Choice.LIGHT));
  }

  @Test
  void theErrorMarkMovesWithTheText() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          var area = new SqlTextArea();
          area.load("select emial from t", 0);
          area.markError(7, 12);
          area.insert("/* new */ ", 0);

          assertThat(area.error()).containsExactly(17, 22);
        });
  }

  @Test
  void aMarkBeyondTheTextIsClampedToIt() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          var area = new SqlTextArea();
          area.load("select", 99);
          area.markError(4, 900);

          assertThat(area.error()).containsExactly(4, 6);
          assertThat(area.getCaretPosition()).isEqualTo(6);
        });
  }

  @Test
  void columnsCountCharactersNotUnits() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          var area = new SqlTextArea();
          area.load("x\n'😀' y", 0);

          assertThat(area.columnOf(2 + 5)).isEqualTo(5);
        });
  }

  @Test
  void commentingTwiceGivesTheTextBack() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          var area = new SqlTextArea();
          area.load("select 1\nfrom t", 0);
          area.selectAll();
          var toggle = new RSyntaxTextAreaEditorKit.ToggleCommentAction();
          toggle.actionPerformedImpl(null, area);
          assertThat(area.getText()).isEqualTo("--select 1\n--from t");
          area.selectAll();
          toggle.actionPerformedImpl(null, area);
          assertThat(area.getText()).isEqualTo("select 1\nfrom t");
        });
  }

  @Test
  void theCaretTellsItsStatementOnceTheTextIsSplit() throws Exception {
    SwingUtilities.invokeAndWait(
        () -> {
          var ui = new ImmediateUi();
          var editor = new SqlEditor(ui);
          editor.load("select 1;\n\nselect 2;", 12);
          assertThat(editor.statementAtCaret()).isEmpty();
          ui.tick();

          assertThat(editor.statementAtCaret().orElseThrow().start()).isEqualTo(11);
        });
  }
}
