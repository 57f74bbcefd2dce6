package dev.tusk.core.result;

import java.util.List;

/// Some rows of a store in an order of their own: what sorting and filtering give. Immutable, until
/// [#close] gives its memory back, as the end of its store does; the store is not its own.
public final class ResultView implements AutoCloseable {
  private final ResultStore store;
  private final long rowsSeen;
  private final List<RowFilter> filters;
  private final MemoryBudget budget;
  private final long reserved;
  private final int[] rows;
  private boolean closed;

  /// @param store whose rows they are
  /// @param rowsSeen how many rows the store had
  /// @param rows places in the store; not copied
  /// @param reserved bytes of `budget`, given back with the view
  ResultView(
      ResultStore store,
      long rowsSeen,
      List<RowFilter> filters,
      int[] rows,
      MemoryBudget budget,
      long reserved) {
    this.store = store;
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
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    budget.release(reserved);
    store.forget(this);
  }
}
