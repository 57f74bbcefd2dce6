package dev.tusk.swing.editor.grid;

import java.util.List;

/// Some cells of a result: rows times columns, by their places in the store, in the order shown.
/// Immutable.
///
/// @param rows ascending, without overlap
/// @param columns places of the columns in the result
public record CellBlock(List<Rows> rows, List<Integer> columns) {

  /// Consecutive rows, both ends included.
  public record Rows(long first, long last) {}

  /// Copies the lists.
  public CellBlock {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /// How many cells.
  public long cellCount() {
    return rows.stream().mapToLong(r -> r.last() - r.first() + 1).sum() * columns.size();
  }

  /// Calls `visitor` for each row, in order.
  public void forEachRow(RowVisitor visitor) {
    for (var range : rows) {
      for (var row = range.first(); row <= range.last(); row++) {
        visitor.row(row);
      }
    }
  }

  /// Takes a row's number.
  @FunctionalInterface
  public interface RowVisitor {
    void row(long row);
  }
}
