package dev.tusk.core.result;

import dev.tusk.core.kernel.Cancellation;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// What the aggregates of SQL say of some cells, to the digit as the server prints it. Immutable.
///
/// Numbers add up as `numeric`, floating point too, so that nothing is lost. NULL counts nowhere.
///
/// @param cells all cells
/// @param count those that were looked at and are not NULL: of numbers and other values, the
///     numbers; of values of several types that do not compare, all
/// @param sum of numbers, money and intervals; null where SQL has none; so are the others
/// @param average of numbers and intervals
/// @param min of numbers, money, dates and times
/// @param trues how many booleans are true; -1 when they are none
public record Aggregates(
    long cells,
    long count,
    @Nullable String sum,
    @Nullable String average,
    @Nullable String min,
    @Nullable String max,
    long trues) {
  /// Goes through the cells in the order of the store, which is the quickest. Blocks; millions of
  /// rows take seconds.
  ///
  /// @param rows places in the store
  /// @param columns places of the columns
  /// @throws CancellationException when cancelled
  /// @throws IllegalStateException or IndexOutOfBoundsException when the store is closed meanwhile
  public static Aggregates of(
      ResultStore store, BitSet rows, List<Integer> columns, Cancellation cancellation) {
    List<ResultColumn> all = columns.stream().map(store.columns()::get).toList();
    AggregateFamily family = AggregateFamily.of(all);
    Totals totals = family.begin();
    int[] looked =
        columns.stream()
            .filter(column -> family.covers(store.columns().get(column)))
            .mapToInt(column -> column)
            .toArray();
    RowPage.CellReader into =
        new RowPage.CellReader() {
          @Override
          public void nul() {}

          @Override
          public void value(byte[] data, int offset, int length) {
            totals.add(data, offset, offset + length);
          }
        };
    ResultStore.Reader reader = store.reader();
    long done = 0;
    for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
      if (cancellation.isCancelled()) {
        throw new CancellationException();
      }
      done++;
      for (int column : looked) {
        reader.read(row, column, into);
      }
    }
    return totals.end(done * columns.size());
  }
}
