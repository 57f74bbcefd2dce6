package dev.tusk.swing.editor.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import dev.tusk.swing.editor.grid.GridOrder.Condition;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Container;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.swing.AbstractButton;
import javax.swing.JLabel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GridFiltersTest {
  private final ImmediateUi ui = new ImmediateUi();
  private final ResultGrid grid =
      new ResultGrid(
          ui,
          new TabResult(
              1,
              "select",
              Stores.of(
                  List.of(Kind.TEXT, Kind.TEXT),
                  new String[] {"a", "1"},
                  new String[] {"b", "2"},
                  new @Nullable String[] {null, "3"},
                  new String[] {"b", "4"})));

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  private List<String> shown() {
    var values = new ArrayList<String>();
    for (var row = 0; row < grid.table().getRowCount(); row++) {
      values.add(String.valueOf(grid.table().getValueAt(row, 1)));
    }
    return values;
  }

  private static List<AbstractButton> buttons(Container in) {
    var found = new ArrayList<AbstractButton>();
    for (Component each : in.getComponents()) {
      if (each instanceof AbstractButton button && button.isVisible()) {
        found.add(button);
      } else if (each instanceof Container inner && inner.isVisible()) {
        found.addAll(buttons(inner));
      }
    }
    return found;
  }

  private AbstractButton button(String name) {
    return buttons(grid).stream()
        .filter(b -> name.equals(b.getAccessibleContext().getAccessibleName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  private List<String> words() {
    return grid.order().conditions().stream().map(Condition::words).toList();
  }

  @Test
  void aGridWithoutRowsSaysWhichFilterLetsNoneThroughAndTakesItAway() {
    assertThat(text(grid)).noneMatch(words -> words.contains("No row"));
    grid.goTo(2);
    grid.filterByValue(false, words -> {});
    grid.order().filter("nowhere");
    assertThat(shown()).isEmpty();
    assertThat(text(grid))
        .contains("No row matches the filter")
        .anyMatch(words -> words.startsWith("cTEXT = 'b' and contains 'nowhere' · 4 rows fetched"));

    button("Clear filter").doClick();
    assertThat(shown()).containsExactly("1", "2", "3", "4");
    assertThat(text(grid)).noneMatch(words -> words.contains("No row"));
  }

  @Test
  void rowsThatCameAfterAnOrderWasMadeAreNotSaidToMatchNoFilter() {
    var result = new TabResult(1, "select", Stores.of(List.of(Kind.TEXT)));
    var young = new ResultGrid(ui, result);
    young.order().sort(0, false);
    arrives(result, "a");
    young.refresh();
    assertThat(text(young)).noneMatch(words -> words.contains("No row"));

    young.order().filter("nowhere");
    arrives(result, "b");
    young.refresh();
    assertThat(text(young)).anyMatch(words -> words.contains("· 1 row fetched"));
  }

  private static void arrives(TabResult result, String cell) {
    var page = new RowPage.Builder(1, 1, 8);
    page.add(cell.getBytes(StandardCharsets.UTF_8));
    result.append(page.build(1));
  }

  private static List<String> text(Container in) {
    var found = new ArrayList<String>();
    for (Component each : in.getComponents()) {
      if (each instanceof JLabel label && label.isVisible()) {
        found.add(label.getText());
      } else if (each instanceof Container inner && inner.isVisible()) {
        found.addAll(text(inner));
      }
    }
    return found;
  }

  @Test
  void theValueOfTheFocusedCellIsFilteredByAndTakenAwayAgain() {
    grid.goTo(2);
    grid.filterByValue(false, words -> {});
    assertThat(shown()).containsExactly("2", "4");
    assertThat(words()).containsExactly("cTEXT = 'b'");

    button("Remove: cTEXT = 'b'").doClick();
    assertThat(shown()).containsExactly("1", "2", "3", "4");
  }

  @Test
  void excludingAValueKeepsNull() {
    grid.goTo(2);
    grid.filterByValue(true, words -> {});
    assertThat(shown()).containsExactly("1", "3");
    grid.filterByNull(true);
    assertThat(shown()).containsExactly("1");
    assertThat(words()).containsExactly("cTEXT ≠ 'b'", "cTEXT is not null");
    button("Show all rows").doClick();
    assertThat(shown()).hasSize(4);
  }

  @Test
  void aConditionIsWrittenChangedAndJoinedWithTheTextFilter() {
    assertThat(grid.filters().byText(1, "> 1", null)).isEmpty();
    assertThat(shown()).containsExactly("2", "3", "4");
    var first = grid.order().conditions().getFirst();
    assertThat(grid.filters().byText(1, "between 1 and 3", first)).isEmpty();
    assertThat(shown()).containsExactly("1", "2", "3");
    assertThat(words()).containsExactly("cTEXT between 1 and 3");
    grid.order().filter("b");
    assertThat(shown()).containsExactly("2");
    assertThat(grid.filters().byText(0, "~ (", null)).startsWith("This is no pattern");
    assertThat(words()).hasSize(1);
  }

  @Test
  void whatIsCancelledLeavesWhatShowed() {
    grid.filters().byText(1, "> 1", null);
    ui.hold();
    grid.filters().byText(1, "> 3", null);
    assertThat(grid.order().busy()).isTrue();
    button("Cancel sorting and filtering").doClick();
    ui.goOn();
    ui.release();

    assertThat(grid.order().busy()).isFalse();
    assertThat(words()).containsExactly("cTEXT > 1");
    assertThat(shown()).containsExactly("2", "3", "4");
  }

  @Test
  void noRowIsLeftAndTheFilterCanStillBeChanged() {
    grid.filters().byText(0, "= nobody", null);
    assertThat(shown()).isEmpty();
    grid.filterByNull(false);
    assertThat(words()).hasSize(2);
    grid.clearFilters();
    assertThat(shown()).hasSize(4);
  }
}
