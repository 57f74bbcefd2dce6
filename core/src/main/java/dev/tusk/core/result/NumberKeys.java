package dev.tusk.core.result;

import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// The whole numbers of one column, counted from the first in the order. NULL is behind them all,
/// or before them when they descend.
record NumberKeys(ResultStore store, SortKey key, long least, long greatest) implements RowKeys {

  /// Looks at the numbers of all rows.
  ///
  /// @return null when there is what is no number, or numbers are too far apart
  static @Nullable NumberKeys measure(ResultStore store, SortKey key, RowParts rows, long most) {
    Extent[] extents = new Extent[rows.count()];
    rows.each(part -> extents[part] = Extent.of(rows.rows(part), store.reader(), key.column()));
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (Extent extent : extents) {
      if (!extent.understood) {
        return null;
      }
      least = Math.min(least, extent.least);
      greatest = Math.max(greatest, extent.greatest);
    }
    if (greatest < least) {
      least = 0;
      greatest = 0;
    }
    NumberKeys keys = new NumberKeys(store, key, least, greatest);
    // A difference that overflows is negative.
    return keys.count() > 1 && keys.count() <= most ? keys : null;
  }

  @Override
  public long count() {
    return greatest - least + 2;
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public IntToLongFunction reading() {
    ResultStore.Reader reader = store.reader();
    int column = key.column();
    long base = key.descending() ? greatest + 1 : least;
    return key.descending()
        ? row -> {
          long value = reader.number(row, column);
          return value == ColumnBlock.NULL_NUMBER ? 0 : base - value;
        }
        : row -> {
          long value = reader.number(row, column);
          return value == ColumnBlock.NULL_NUMBER ? greatest + 1 - base : value - base;
        };
  }

  /// The numbers of some rows.
  private record Extent(boolean understood, long least, long greatest) {
    static Extent of(RowParts.Rows rows, ResultStore.Reader reader, int column) {
      long least = Long.MAX_VALUE;
      long greatest = Long.MIN_VALUE;
      for (int row = rows.next(); row >= 0; row = rows.next()) {
        long value = reader.number(row, column);
        if (value == Sorting.NO_INTEGER) {
          return new Extent(false, 0, 0);
        }
        if (value != ColumnBlock.NULL_NUMBER) {
          least = Math.min(least, value);
          greatest = Math.max(greatest, value);
        }
      }
      return new Extent(true, least, greatest);
    }
  }
}
