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
import java.awt.Component;
import java.awt.Container;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GridColumnsTest {
  private final GridLayouts layouts = new GridLayouts();
  private final ResultGrid grid = grid("c", 12);

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  private ResultGrid grid(String name, int columns) {
    var all =
        IntStream.range(0, columns)
            .mapToObj(i -> new ResultColumn(name + i, "text", 25, Kind.TEXT))
            .toList();
    var result = new TabResult(1, "select", new ResultStore(all, new MemoryBudget(1 << 20)));
    var page = new RowPage.Builder(columns, 300, 1 << 10);
    for (var row = 0; row < 300; row++) {
      for (var column = 0; column < columns; column++) {
        var cell = row == 250 && column == 1 ? "x".repeat(60) : "cell";
        page.add(cell.getBytes(StandardCharsets.UTF_8));
      }
    }
    result.append(page.build(300));
    var made = new ResultGrid(new ImmediateUi(), result, layouts);
    made.setSize(600, 400);
    layOut(made);
    return made;
  }

  private static void layOut(Container container) {
    container.doLayout();
    for (Component each : container.getComponents()) {
      if (each instanceof Container inner) {
        layOut(inner);
      }
    }
  }

  private void focus(int viewColumn) {
    grid.columns().focus(viewColumn);
  }

  private static boolean says(Container in, String words) {
    for (Component each : in.getComponents()) {
      if ((each instanceof JButton b && words.equals(b.getText()) && b.isVisible())
          || (each instanceof Container inner && says(inner, words))) {
        return true;
      }
    }
    return false;
  }

  @Test
  void hiddenColumnsAreNamedAndComeBackWhereTheyWere() {
    focus(2);
    assertThat(grid.columns().hide()).isTrue();
    assertThat(grid.columns().hide()).isTrue();
    assertThat(grid.columns().hidden()).containsExactly(2, 3);
    assertThat(grid.columns().shown()).startsWith(0, 1, 4);
    assertThat(says(grid, "2 columns are hidden")).isTrue();
    assertThat(grid.everything().columns()).doesNotContain(2, 3);

    grid.columns().show(3);
    assertThat(grid.columns().hidden()).containsExactly(2);
    assertThat(says(grid, "Column c2 is hidden")).isTrue();
    grid.columns().showAll();
    assertThat(grid.columns().shown()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  }

  @Test
  void theLastColumnStays() {
    var one = grid("only", 1);
    assertThat(one.columns().hide()).isFalse();
    assertThat(one.columns().shown()).containsExactly(0);
  }

  @Test
  void allSelectedColumnsAreHiddenAtOnce() {
    grid.table().setRowSelectionInterval(0, 1);
    grid.table().setColumnSelectionInterval(1, 3);
    assertThat(grid.columns().hide()).isTrue();
    assertThat(grid.columns().hidden()).containsExactly(1, 2, 3);
  }

  @Test
  void columnsAreMovedAndSizedByKeyAndFitted() {
    focus(0);
    grid.columns().move(1);
    assertThat(grid.columns().shown()).startsWith(1, 0, 2);
    assertThat(grid.focusedCell()).containsExactly(0, 0);
    grid.columns().move(-1);
    grid.columns().move(-1);
    assertThat(grid.columns().shown()).startsWith(0, 1, 2);

    var column = grid.table().getColumnModel().getColumn(1);
    focus(1);
    var before = column.getPreferredWidth();
    grid.columns().resize(1);
    assertThat(column.getPreferredWidth()).isGreaterThan(before);
    grid.columns().resize(-3);
    assertThat(column.getPreferredWidth()).isLessThan(before);
    grid.columns().fit();
    assertThat(column.getPreferredWidth())
        .as("the long cell is among the last rows")
        .isGreaterThan(360);
    grid.columns().fitAll();
    assertThat(column.getPreferredWidth()).isLessThanOrEqualTo(Theme.px(360));
  }

  @Test
  void frozenColumnsCoverNothingThatIsGoneTo() {
    focus(1);
    grid.columns().freeze();
    layOut(grid);
    assertThat(grid.columns().frozen()).isEqualTo(2);
    var table = grid.table();
    table.scrollRectToVisible(table.getCellRect(10, 11, true));
    table.scrollRectToVisible(table.getCellRect(10, 4, true));
    var seen = table.getVisibleRect();
    var width = grid.columns().frozenWidth(seen.width);
    assertThat(width).isPositive();
    assertThat(table.getCellRect(10, 4, true).x).isGreaterThanOrEqualTo(seen.x + width);
    var before = table.getVisibleRect().x;
    assertThat(before).isPositive();
    table.scrollRectToVisible(table.getCellRect(10, 0, true));
    assertThat(table.getVisibleRect().x).as("it is in view already").isEqualTo(before);

    focus(0);
    grid.columns().hide();
    assertThat(grid.columns().frozen()).isEqualTo(1);
    grid.columns().unfreeze();
    assertThat(grid.columns().frozenWidth(600)).isZero();
  }

  @Test
  void frozenColumnsLeaveRoomToScroll() {
    focus(11);
    grid.columns().freeze();
    assertThat(grid.columns().frozenWidth(600)).isLessThanOrEqualTo(450);
    assertThat(
            grid.columns().uncovered(new Rectangle(0, 5, 50, 24), new Rectangle(90, 0, 600, 400)))
        .isEqualTo(new Rectangle(90, 5, 1, 24));
  }

  @Test
  void aResultWithTheSameColumnsIsLaidOutAsTheOneBefore() {
    focus(3);
    grid.columns().hide();
    focus(0);
    grid.columns().move(1);
    grid.columns().resize(4);
    grid.columns().freeze();
    var width = grid.table().getColumnModel().getColumn(1).getPreferredWidth();

    var again = grid("c", 12);
    assertThat(again.columns().shown()).isEqualTo(List.of(1, 0, 2, 4, 5, 6, 7, 8, 9, 10, 11));
    assertThat(again.columns().frozen()).isEqualTo(2);
    assertThat(again.table().getColumnModel().getColumn(1).getPreferredWidth()).isEqualTo(width);
    assertThat(grid("d", 12).columns().hidden()).isEmpty();
  }

  @Test
  void wholeRowsAndColumnsAreSelectedByKey() {
    grid.goTo(5);
    press("shift SPACE");
    assertThat(grid.table().getSelectedColumnCount()).isEqualTo(12);
    assertThat(grid.table().getSelectedRows()).containsExactly(4);
    grid.goTo(5);
    press("ctrl SPACE");
    assertThat(grid.table().getSelectedRowCount()).isEqualTo(300);
    assertThat(grid.table().getSelectedColumnCount()).isOne();
  }

  private void press(String key) {
    var table = grid.table();
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
