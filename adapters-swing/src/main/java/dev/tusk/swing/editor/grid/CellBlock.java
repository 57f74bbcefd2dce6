package dev.tusk.swing.editor.grid;

import java.util.Arrays;

/// Some cells of a result: rows times columns, by their places in the store, in the order shown.
/// Immutable.
///
/// @param ranges pairs of first and last row, ascending
/// @param columns places of the columns in the result
public record CellBlock(long[] ranges, int[] columns) {

  /// How many rows.
  public long rowCount() {
    var count = 0L;
    for (var i = 0; i < ranges.length; i += 2) {
      count += ranges[i + 1] - ranges[i] + 1;
    }
    return count;
  }

  /// How many cells.
  public long cellCount() {
    return rowCount() * columns.length;
  }

  /// Calls `visitor` for each row, in order.
  public void forEachRow(RowVisitor visitor) {
    for (var i = 0; i < ranges.length; i += 2) {
      for (var row = ranges[i]; row <= ranges[i + 1]; row++) {
        visitor.row(row);
      }
    }
  }

  /// Takes a row's number.
  @FunctionalInterface
  public interface RowVisitor {
    void row(long row);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CellBlock that
        && Arrays.equals(ranges, that.ranges)
        && Arrays.equals(columns, that.columns);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ranges) * 31 + Arrays.hashCode(columns);
  }

  @Override
  public String toString() {
    return "rows " + Arrays.toString(ranges) + ", columns " + Arrays.toString(columns);
  }
}
