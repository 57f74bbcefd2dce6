package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultStore;
import javax.swing.table.AbstractTableModel;
import org.jspecify.annotations.Nullable;

/// The rows of a store as a table sees them: nothing is copied, and the number of rows moves only
/// when told to. Event thread only.
public final class GridModel extends AbstractTableModel {
  /// Enough bytes for the longest text that is painted.
  private static final int PREVIEW_BYTES = 4 * CellRuns.MAX_CHARS;

  private final ResultStore store;
  private int shown;

  /// Shows the rows that are there now.
  public GridModel(ResultStore store) {
    this.store = store;
    this.shown = count();
  }

  /// Shows the rows that have come since.
  ///
  /// @return whether there were any
  public boolean refresh() {
    var before = shown;
    shown = count();
    if (shown > before) {
      fireTableRowsInserted(before, shown - 1);
    }
    return shown != before;
  }

  /// The rows themselves.
  public ResultStore store() {
    return store;
  }

  /// A column by its place in the result.
  public ResultColumn column(int index) {
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

  /// The start of a cell's text; null for NULL.
  @Override
  public @Nullable Object getValueAt(int row, int column) {
    return store.preview(row, column, PREVIEW_BYTES);
  }

  private int count() {
    return (int) Math.min(store.rowCount(), 80_000_000);
  }
}
