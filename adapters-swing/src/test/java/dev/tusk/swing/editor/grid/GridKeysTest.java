package dev.tusk.swing.editor.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.event.ActionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table's own keys in a result that nobody has clicked into yet.
class GridKeysTest {
  private static final int ROWS = 300;

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  @ParameterizedTest
  @CsvSource({"ctrl END, 299, 0", "ctrl HOME, 0, 0", "DOWN, 1, 0", "RIGHT, 0, 1", "END, 0, 1"})
  void aFreshResultIsWalkedFromItsFirstCell(String key, int row, int column) {
    var text = new ResultColumn("c", "text", 25, Kind.TEXT);
    var result =
        new TabResult(1, "select", new ResultStore(List.of(text, text), new MemoryBudget(1 << 20)));
    var page = new RowPage.Builder(2, ROWS, 1 << 10);
    for (var cell = 0; cell < 2 * ROWS; cell++) {
      page.add("a".getBytes(StandardCharsets.UTF_8));
    }
    result.append(page.build(ROWS));
    var grid = new ResultGrid(new ImmediateUi(), result);

    press(grid.table(), key);

    assertThat(grid.focusedCell()).isEqualTo(new int[] {row, column});
    assertThat(grid.table().isCellSelected(row, column)).isTrue();
  }

  private static void press(JComponent table, String key) {
    var name =
        table
            .getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
            .get(KeyStroke.getKeyStroke(key));
    table
        .getActionMap()
        .get(name)
        .actionPerformed(new ActionEvent(table, ActionEvent.ACTION_PERFORMED, ""));
  }
}
