package dev.tusk.swing.editor.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.result.TextSearch;
import dev.tusk.core.testkit.InMemorySpillFiles;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.text.SearchField;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.Component;
import java.awt.Container;
import java.awt.event.KeyEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.swing.AbstractButton;
import javax.swing.JLabel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GridFindTest {
  private final ImmediateUi ui = new ImmediateUi();
  private final TabResult result =
      new TabResult(
          1,
          "select",
          new KeepResults(new MemoryBudget(0), new MemoryBudget(1 << 20), new InMemorySpillFiles())
              .begin(
                  List.of(
                      new ResultColumn("n", "int4", 23, Kind.NUMBER),
                      new ResultColumn("t", "text", 25, Kind.TEXT))));
  private final ResultGrid grid = grid();

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  @AfterEach
  void close() {
    result.close();
  }

  private ResultGrid grid() {
    add("1", "mouse", "2", "Elephant", "3", "ant", "4", "bee");
    return new ResultGrid(ui, result);
  }

  private void add(String... cells) {
    var page = new RowPage.Builder(2, cells.length / 2, 16);
    for (var cell : cells) {
      page.add(cell.getBytes(StandardCharsets.UTF_8));
    }
    result.append(page.build(cells.length / 2));
  }

  private static <T> List<T> all(Container in, Class<T> type) {
    var found = new ArrayList<T>();
    for (Component each : in.getComponents()) {
      if (type.isInstance(each)) {
        found.add(type.cast(each));
      } else if (each instanceof Container inner) {
        found.addAll(all(inner, type));
      }
    }
    return found;
  }

  private SearchField field() {
    return all(grid.find(), SearchField.class).getFirst();
  }

  private void type(String text) {
    grid.find().open();
    field().setText(text);
    ui.tick();
  }

  private void press(int code, int modifiers) {
    var event = new KeyEvent(field(), KeyEvent.KEY_PRESSED, 0, modifiers, code, '\n');
    for (var listener : field().getKeyListeners()) {
      listener.keyPressed(event);
    }
  }

  private String said() {
    return all(grid.find(), JLabel.class).getFirst().getText();
  }

  @Test
  void typingGoesToTheFirstHitAndEnterOnRoundTheEnd() {
    type("ant");
    assertThat(grid.focusedCell()).containsExactly(1, 1);
    assertThat(said()).isEqualTo("2 rows");
    press(KeyEvent.VK_ENTER, 0);
    assertThat(grid.focusedCell()).containsExactly(2, 1);
    press(KeyEvent.VK_ENTER, 0);
    assertThat(grid.focusedCell()).containsExactly(1, 1);
    assertThat(said()).isEqualTo("2 rows · went on from the first row");
    press(KeyEvent.VK_ENTER, KeyEvent.SHIFT_DOWN_MASK);
    assertThat(grid.focusedCell()).containsExactly(2, 1);
    assertThat(said()).isEqualTo("2 rows · went on from the last row");
  }

  @Test
  void aWholeCellInItsOwnCaseAndWhatIsNotThere() {
    type("ant");
    for (var button : all(grid.find(), AbstractButton.class)) {
      if ("Whole cell".equals(button.getText())) {
        button.doClick();
      }
    }
    assertThat(said()).isEqualTo("1 row");
    type("mice");
    assertThat(said()).isEqualTo("Not found");
    type("");
    assertThat(said()).isEmpty();
  }

  @Test
  void theOrderOfTheGridIsFollowedAndRowsThatComeAreLookedAtToo() {
    type("ant");
    grid.order().sort(0, false);
    grid.order().sort(0, false);
    grid.goTo(1);
    grid.find().next(true);
    assertThat(grid.focusedCell()).as("3, ant").containsExactly(1, 1);
    grid.order().sort(0, false);
    add("5", "antler");
    grid.refresh();
    grid.find().next(false);
    assertThat(said()).startsWith("3 rows");
  }

  @Test
  void aHitOnTheWayOfALongSearchIsShownAndTheSearchCanBeStopped() {
    ui.hold();
    type("bee");
    assertThat(said()).isEqualTo("Looking…");
    var stop =
        all(grid.find(), AbstractButton.class).stream()
            .filter(b -> "Stop looking".equals(b.getText()))
            .findFirst()
            .orElseThrow();
    assertThat(stop.isVisible()).isTrue();
    stop.doClick();
    ui.goOn();
    ui.release();
    assertThat(stop.isVisible()).isFalse();
    assertThat(said()).isEqualTo("Stopped");
    grid.find().next(true);
    assertThat(said()).isEqualTo("1 row");
    assertThat(grid.focusedCell()).containsExactly(3, 1);
  }

  @Test
  void aHitIsShownAlsoWhenTheLastRowsAreLookedAtBeforeTheAnswerAboutTheOthersComes() {
    for (var n = 5; n <= 5_000; n++) {
      add("" + n, n == 4_999 ? "ant" : "none");
    }
    grid.refresh();
    grid.order().sort(0, false);
    grid.order().sort(0, false);
    ui.holdAnswers();
    // From the row of 5,000 on, which is the last of the store, and then from its first one: after
    // 4,096 rows there are hits, but the row below, with 4,999, was not looked at yet.
    type("ant");
    assertThat(said()).isEqualTo("2 rows so far · 4,096 rows looked at");
    ui.goOn();
    ui.release();
    assertThat(grid.focusedCell()).as("4999, ant").containsExactly(1, 1);
    assertThat(said()).isEqualTo("3 rows");
  }

  @Test
  void whatIsStillLookedForIsLookedForInTheNewOrder() {
    ui.hold();
    type("bee");
    ui.goOn();
    grid.order().sort(0, false);
    grid.order().sort(0, false);
    ui.release();
    assertThat(grid.focusedCell()).as("4, bee").containsExactly(0, 1);
    assertThat(said()).isEqualTo("1 row");
  }

  @Test
  void closingForgetsAndFindNextOpens() {
    assertThat(grid.find().isVisible()).isFalse();
    grid.find().next(true);
    assertThat(grid.find().isVisible()).isTrue();
    press(KeyEvent.VK_ESCAPE, 0);
    assertThat(grid.find().isVisible()).isFalse();
  }

  @Test
  void hitsAreMarkedWhereTheyArePainted() {
    var what = new TextSearch("An", false, false);
    assertThat(Hits.in("banana", what)).containsExactly(new Hits.Piece(1, 3), new Hits.Piece(3, 5));
    assertThat(Hits.in("banana", new TextSearch("An", true, false))).isEmpty();
    assertThat(Hits.in("banana", new TextSearch("an", true, true))).isEmpty();
  }
}
