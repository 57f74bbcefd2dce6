package dev.tusk.swing.editor.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.QueryId;
import dev.tusk.core.query.QueryResult;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.result.SortKey;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.testkit.InMemorySpillFiles;
import dev.tusk.swing.editor.run.RunOutput;
import dev.tusk.swing.editor.run.TabResult;
import dev.tusk.swing.kit.task.ImmediateUi;
import dev.tusk.swing.kit.theme.Theme;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GridOrderTest {
  private static final List<ResultColumn> COLUMNS =
      List.of(
          new ResultColumn("n", "int4", 23, Kind.NUMBER),
          new ResultColumn("t", "text", 25, Kind.TEXT));

  private final ImmediateUi ui = new ImmediateUi();
  private final MemoryBudget orders = new MemoryBudget(30_000);
  private final TabResult result =
      new TabResult(
          1,
          "select",
          new KeepResults(new MemoryBudget(0), orders, new InMemorySpillFiles()).begin(COLUMNS));

  @BeforeAll
  static void theme() {
    Theme.install(Theme.Choice.LIGHT);
  }

  @AfterEach
  void close() {
    result.close();
  }

  private ResultGrid grid() {
    add("10", "b", "9", "a", null, "c", "-1", "B");
    return new ResultGrid(ui, result);
  }

  private void add(@Nullable String... cells) {
    var page = new RowPage.Builder(2, cells.length / 2, 16);
    for (var cell : cells) {
      page.add(cell == null ? null : cell.getBytes(StandardCharsets.UTF_8));
    }
    result.append(page.build(cells.length / 2));
  }

  private static List<String> shown(ResultGrid grid, int column) {
    var values = new ArrayList<String>();
    for (var row = 0; row < grid.table().getRowCount(); row++) {
      // what is on disk comes with the second look
      var _ = grid.table().getValueAt(row, column);
      values.add(String.valueOf(grid.table().getValueAt(row, column)));
    }
    return values;
  }

  private static void click(ResultGrid grid, int column, int modifiers) {
    var header = grid.table().getTableHeader();
    header.setSize(header.getPreferredSize());
    var place = header.getHeaderRect(column);
    var event =
        new MouseEvent(
            header,
            MouseEvent.MOUSE_CLICKED,
            0,
            modifiers | InputEvent.BUTTON1_DOWN_MASK,
            (int) place.getCenterX(),
            (int) place.getCenterY(),
            1,
            false,
            MouseEvent.BUTTON1);
    for (var listener : header.getMouseListeners()) {
      listener.mouseClicked(event);
    }
  }

  @Test
  void clicksSortUpThenDownThenNotAtAll() {
    var grid = grid();
    click(grid, 0, 0);
    assertThat(shown(grid, 0)).containsExactly("-1", "9", "10", "null");
    click(grid, 0, 0);
    assertThat(shown(grid, 0)).containsExactly("null", "10", "9", "-1");
    click(grid, 0, 0);
    assertThat(shown(grid, 0)).containsExactly("10", "9", "null", "-1");
    assertThat(orders.reserved()).isZero();
  }

  @Test
  void shiftSortsByAFurtherColumnAndCtrlSelectsOne() {
    var grid = grid();
    click(grid, 1, 0);
    click(grid, 0, InputEvent.SHIFT_DOWN_MASK);
    click(grid, 0, InputEvent.SHIFT_DOWN_MASK);

    assertThat(grid.order().keys()).containsExactly(new SortKey(1, false), new SortKey(0, true));
    assertThat(shown(grid, 1)).containsExactly("B", "a", "b", "c");

    click(grid, 1, InputEvent.CTRL_DOWN_MASK);
    assertThat(grid.table().getSelectedRowCount()).isEqualTo(4);
    assertThat(grid.table().getSelectedColumns()).containsExactly(1);
  }

  @Test
  void whatIsCopiedIsWhatIsSeen() {
    var grid = grid();
    click(grid, 0, 0);
    grid.table().changeSelection(0, 0, false, false);
    grid.table().changeSelection(1, 1, false, true);
    var block = Objects.requireNonNull(grid.selection());

    assertThat(
            CopyText.of(result.store(), block, false, 1 << 20, Cancellation.create(), rows -> {}))
        .isEqualTo("-1\tB\n9\ta");
    assertThat(grid.focusedRow()).as("in the store").isEqualTo(1);
  }

  @Test
  void aFilterShowsRowsThatHoldTheTextAndSaysHowMany() {
    var grid = grid();
    var said = new ArrayList<String>();
    grid.onStatus(status -> said.add(status.figures()));
    click(grid, 0, 0);
    grid.order().filter("b");

    assertThat(shown(grid, 1)).containsExactly("B", "b");
    assertThat(said).contains("2 of 4 rows");
    grid.order().filter("");
    assertThat(shown(grid, 0)).containsExactly("-1", "9", "10", "null");
  }

  @Test
  void rowsThatCameMeanwhileAreSortedInWhenAllAreThere() {
    var grid = grid();
    click(grid, 0, 0);
    add("0", "late");
    grid.refresh();
    assertThat(shown(grid, 0)).as("rows may still come").hasSize(4);

    result.stopFetching();
    new RunOutput().finish(result, end());
    grid.refresh();
    assertThat(shown(grid, 0)).containsExactly("-1", "0", "9", "10", "null");
  }

  private QueryResult end() {
    var rows = result.store().rowCount();
    return new QueryResult(
        new QueryId(new UUID(1, 1)),
        "SELECT",
        "SELECT " + rows,
        COLUMNS,
        rows,
        rows,
        false,
        Duration.ZERO,
        Duration.ZERO,
        TransactionState.IDLE);
  }

  @Test
  void anOrderThatDoesNotFitBesideTheOneThatShowsTakesItsPlace() {
    var grid = grid();
    var said = new ArrayList<String>();
    grid.onStatus(status -> said.add(status.figures()));
    assertThat(orders.tryReserve(orders.limit() - 4 * Integer.BYTES)).isTrue();
    click(grid, 0, 0);
    click(grid, 0, 0);
    assertThat(shown(grid, 0)).containsExactly("null", "10", "9", "-1");
    click(grid, 1, 0);
    assertThat(shown(grid, 1)).containsExactly("B", "a", "b", "c");
    assertThat(said).noneMatch(words -> words.startsWith("Not sorted"));
  }

  @Test
  void whatIsCancelledGivesItsMemoryBackBeforeTheNextBegins() {
    var grid = grid();
    var cells = new String[10_000];
    for (var i = 0; i < cells.length; i += 2) {
      cells[i] = "" + (1_000 + i);
      cells[i + 1] = "more";
    }
    add(cells);
    grid.refresh();
    var said = new ArrayList<String>();
    grid.onStatus(
        status -> {
          said.add(status.figures());
          if (status.figures().equals("Sorting… 4,096 rows") && !grid.order().keys().isEmpty()) {
            if (!grid.order().keys().getFirst().descending()) {
              click(grid, 0, 0); // in the midst of the sort, whose places fit but once
            }
          }
        });
    click(grid, 0, 0);

    assertThat(said).contains("Sorting… 4,096 rows");
    assertThat(said).noneMatch(words -> words.startsWith("Not sorted"));
    assertThat(grid.order().keys()).containsExactly(new SortKey(0, true));
    assertThat(shown(grid, 0).subList(0, 3)).containsExactly("null", "10998", "10996");
  }

  @Test
  void anOrderGivesItsMemoryBackWithItsResult() {
    var grid = grid();
    click(grid, 0, 0);
    assertThat(orders.reserved()).isEqualTo(4L * Integer.BYTES);
    result.close();
    assertThat(orders.reserved()).isZero();
  }

  @Test
  void anOrderThatDoesNotFitIsSaidAndTheRowsStayAsTheyCame() {
    assertThat(orders.tryReserve(orders.limit())).isTrue();
    var grid = grid();
    var said = new ArrayList<String>();
    grid.onStatus(status -> said.add(status.figures()));
    click(grid, 0, 0);

    assertThat(said).anyMatch(words -> words.startsWith("Not sorted: "));
    assertThat(grid.order().keys()).isEmpty();
    assertThat(shown(grid, 0)).containsExactly("10", "9", "null", "-1");
  }
}
