package dev.tusk.swing.editor.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Container;
import java.util.List;
import javax.swing.JTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordViewTest {
  private final ResultGrid grid =
      new ResultGrid(
          new ImmediateUi(),
          new TabResult(
              1,
              "select",
              Stores.of(
                  List.of(Kind.NUMBER, Kind.TEXT),
                  new String[] {"1", "a"},
                  new @Nullable String[] {"2", null})));

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  private RecordView record() {
    return (RecordView) ((BorderLayout) grid.getLayout()).getLayoutComponent(BorderLayout.EAST);
  }

  private static JTable table(Container in) {
    for (Component each : in.getComponents()) {
      if (each instanceof JTable found) {
        return found;
      }
      if (each instanceof Container inner && inner.getComponentCount() > 0) {
        var found = table(inner);
        if (found.getRowCount() > 0) {
          return found;
        }
      }
    }
    return new JTable();
  }

  @Test
  void theRowWithTheFocusIsShownAndFollowed() {
    assertThat(record().isVisible()).isFalse();
    grid.toggleRecord();
    var list = table(record());
    assertThat(list.getRowCount()).isEqualTo(2);
    assertThat(list.getValueAt(0, 0)).isEqualTo("cNUMBER");
    assertThat(list.getValueAt(1, 1)).isEqualTo("a");

    grid.step(1);
    assertThat(list.getValueAt(0, 1)).isEqualTo("2");
    assertThat(list.getValueAt(1, 1)).isNull();
    grid.step(1);
    assertThat(list.getValueAt(0, 1)).as("the last row stays").isEqualTo("2");
    grid.columns().focus(0);
    grid.columns().hide();
    assertThat(list.getRowCount()).isOne();
    grid.toggleRecord();
    assertThat(record().isVisible()).isFalse();
  }

  @Test
  void theGridFollowsTheRecord() {
    grid.toggleRecord();
    table(record()).setRowSelectionInterval(1, 1);
    assertThat(grid.focusedCell()).containsExactly(0, 1);
  }
}
