package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.ResultView;
import dev.tusk.swing.kit.task.UiExecutor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import javax.swing.table.AbstractTableModel;
import org.jspecify.annotations.Nullable;

/// The rows of a store as a table sees them: nothing is copied, and the number of rows moves only
/// when told to. What the store has on disk is read in the background, and [#LATER] stands in its
/// place until it is there. Event thread only.
public final class GridModel extends AbstractTableModel {
  /// Stands for a value that is being read.
  public static final Object LATER = new Later();

  /// Enough bytes for the longest text that is painted.
  private static final int PREVIEW_BYTES = 4 * CellRuns.MAX_CHARS;

  /// Cells that are kept after they were read; more than a screen shows.
  private static final int KEPT = 20_000;

  private final UiExecutor ui;
  private final ResultStore store;
  private final Map<Cell, Integer> wanted = new LinkedHashMap<>();
  private final Map<Cell, ResultStore.Preview> read =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Cell, ResultStore.Preview> eldest) {
          return size() > KEPT;
        }
      };
  private IntPredicate inView = row -> true;
  private Runnable arrived = () -> {};
  private @Nullable ResultView view;
  private boolean reading;
  private int shown;

  /// A cell by its place in the store.
  private record Cell(long row, int column) {}

  private record Later() {
    @Override
    public String toString() {
      return "…";
    }
  }

  /// Shows the rows that are there now.
  GridModel(UiExecutor ui, ResultStore store) {
    this.ui = ui;
    this.store = store;
    this.shown = count();
  }

  /// Calls `newArrived` when values have come that were not at hand; those of rows that are not in
  /// view any more when their turn comes are not read.
  void onArrival(IntPredicate newInView, Runnable newArrived) {
    inView = newInView;
    arrived = newArrived;
  }

  /// Shows the rows of a view and closes the one before; null for all rows as they came.
  void show(@Nullable ResultView newView) {
    var before = view;
    view = newView;
    shown = count();
    fireTableDataChanged();
    if (before != null) {
      before.close();
    }
  }

  /// The rows shown; null for all as they came.
  @Nullable ResultView view() {
    return view;
  }

  /// How many rows of the store were looked at for those shown.
  long seen() {
    var now = view;
    return now == null ? store.rowCount() : now.rowsSeen();
  }

  /// The place in the store of the row at a position.
  long row(long position) {
    var now = view;
    return now == null ? position : now.row((int) position);
  }

  /// From positions to places in the store, as it is now.
  LongUnaryOperator order() {
    var now = view;
    return now == null ? LongUnaryOperator.identity() : position -> now.row((int) position);
  }

  /// Shows the rows that have come since.
  ///
  /// @return whether there were any
  boolean refresh() {
    var before = shown;
    shown = count();
    if (shown > before) {
      fireTableRowsInserted(before, shown - 1);
    }
    return shown != before;
  }

  /// The rows themselves.
  ResultStore store() {
    return store;
  }

  /// A column by its place in the result.
  ResultColumn column(int index) {
    return store.columns().get(index);
  }

  @Override
  public int getRowCount() {
    return shown;
  }

  @Override
  public int getColumnCount() {
    return store.columns().size();
  }

  @Override
  public String getColumnName(int index) {
    return column(index).name();
  }

  /// The start of a cell's text, or of its bytes; null for NULL, and [#LATER] for what must be read
  /// first.
  @Override
  public @Nullable Object getValueAt(int row, int column) {
    var known = peek(row, column);
    if (known != null) {
      return value(column, known);
    }
    wanted.put(new Cell(row(row), column), row);
    if (!reading) {
      reading = true;
      ui.later(this::read);
    }
    return LATER;
  }

  /// What is painted for the start of a cell.
  @Nullable Object value(int column, ResultStore.Preview start) {
    var text = start.text();
    return text == null || column(column).kind() != Kind.BYTES
        ? text
        : new Bytes(text, start.length());
  }

  /// The start of a `bytea` as text.
  ///
  /// @param length of the whole text
  record Bytes(String text, int length) {
    @Override
    public String toString() {
      return text;
    }
  }

  /// The start of a cell's text, if it is at hand; else null, and nothing is done about it.
  ResultStore.@Nullable Preview peek(int position, int column) {
    if (store.isClosed()) {
      return ResultStore.Preview.NULL;
    }
    var row = row(position);
    var atHand = store.peek(row, column, PREVIEW_BYTES);
    return atHand != null ? atHand : read.get(new Cell(row, column));
  }

  private void read() {
    wanted.values().removeIf(position -> !inView.test(position));
    var cells = new ArrayList<>(wanted.keySet());
    wanted.clear();
    // column by column, as the store has them
    cells.sort(Comparator.comparingInt(Cell::column).thenComparingLong(Cell::row));
    if (cells.isEmpty()) {
      reading = false;
      return;
    }
    var _ =
        ui.run(
            () -> previews(cells),
            previews -> {
              read.putAll(previews);
              reading = false;
              arrived.run();
              if (!wanted.isEmpty()) {
                reading = true;
                ui.later(this::read);
              }
            },
            e -> reading = false);
  }

  private Map<Cell, ResultStore.Preview> previews(List<Cell> cells) {
    var previews = new LinkedHashMap<Cell, ResultStore.Preview>();
    for (var cell : cells) {
      previews.put(cell, store.preview(cell.row(), cell.column(), PREVIEW_BYTES));
    }
    return previews;
  }

  private int count() {
    var now = view;
    return now == null ? (int) Math.min(store.rowCount(), 80_000_000) : now.rowCount();
  }
}
