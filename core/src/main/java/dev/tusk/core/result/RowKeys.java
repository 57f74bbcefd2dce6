package dev.tusk.core.result;

import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// What rows are sorted by: a number for each, whose order is the rows' as far as it goes. Made by
/// reading all rows once. Thread-safe.
interface RowKeys {
  /// One more than the greatest number.
  long count();

  /// Whether rows with the same number are equal.
  boolean exact();

  /// The number of a row, for one thread to ask.
  IntToLongFunction reading();

  /// Makes the keys of rows.
  ///
  /// @param most how many different numbers there may be
  static RowKeys of(ResultStore store, List<SortKey> keys, RowParts rows, long most) {
    @Nullable RowKeys numbers =
        keys.size() == 1
                && Sorting.of(store.columns().get(keys.getFirst().column())) == Sorting.INTEGER
            ? NumberKeys.measure(store, keys.getFirst(), rows, most)
            : null;
    return numbers == null ? ByteKeys.measure(store, keys, rows, most) : numbers;
  }
}
