package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowsInOrder;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// Some cells of a result: rows times columns, in the order shown. Immutable.
///
/// @param rows by their positions in the grid; ascending, without overlap
/// @param columns places of the columns in the result
/// @param order from a position in the grid to a place in the store
public record CellBlock(List<Rows> rows, List<Integer> columns, LongUnaryOperator order) {

  /// Rows that are shown as they are in the store.
  public CellBlock(List<Rows> rows, List<Integer> columns) {
    this(rows, columns, LongUnaryOperator.identity());
  }

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

  /// The place of the first row in the store.
  long firstRow() {
    return order.applyAsLong(rows.getFirst().first());
  }

  /// Calls `visitor` with the place of each row in the store, in the order shown.
  void forEachRow(RowVisitor visitor) {
    for (var range : rows) {
      for (var row = range.first(); row <= range.last(); row++) {
        visitor.row(order.applyAsLong(row));
      }
    }
  }

  /// Hands each row to `taker`, in the order shown.
  public <X extends Exception> void read(ResultStore store, RowsInOrder.Taker<X> taker) throws X {
    var places = columns.stream().mapToInt(column -> column).toArray();
    RowsInOrder<X> reading = store.inOrder(places, taker);
    for (var range : rows) {
      for (var row = range.first(); row <= range.last(); row++) {
        reading.add(order.applyAsLong(row));
      }
    }
    reading.end();
  }

  /// Takes a row's number.
  @FunctionalInterface
  public interface RowVisitor {
    void row(long row);
  }
}
