package dev.tusk.core.result;

import java.util.List;

/// Some rows of a store in an order of their own: what sorting and filtering give. Immutable, until
/// [#close] gives its memory back; the store is not its own.
public final class ResultView implements AutoCloseable {
  private final long rowsSeen;
  private final List<RowFilter> filters;
  private final MemoryBudget budget;
  private final long reserved;
  private final int[] rows;
  private boolean closed;

  /// @param rowsSeen how many rows the store had
  /// @param rows places in the store; not copied
  /// @param reserved bytes of `budget`, given back with the view
  ResultView(
      long rowsSeen, List<RowFilter> filters, int[] rows, MemoryBudget budget, long reserved) {
    this.rowsSeen = rowsSeen;
    this.filters = List.copyOf(filters);
    this.rows = rows;
    this.budget = budget;
    this.reserved = reserved;
  }

  /// How many rows it shows.
  public int rowCount() {
    return rows.length;
  }

  /// How many rows the store had when the view was made; those that came later are not in it.
  public long rowsSeen() {
    return rowsSeen;
  }

  public List<RowFilter> filters() {
    return filters;
  }

  /// The place in the store of the row at `position`.
  public long row(int position) {
    return rows[position];
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      budget.release(reserved);
    }
  }
}
