package dev.tusk.core.result;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/// Sorts and filters the rows of a result, without asking the server. Blocks; millions of rows take
/// seconds.
///
/// The sort is stable. Values compare as in PostgreSQL: numbers, dates and times by what they mean,
/// NULLs last (first when descending); texts and everything else by their bytes, as `COLLATE "C"`
/// does.
final class ArrangeRows {
  /// How many rows are done between two looks at the cancellation.
  static final int CHECK_EVERY = 4096;

  /// More memory a row than this makes few sorts faster.
  private static final long MOST_BYTES = 64;

  private final MemoryBudget budget;
  private final SpillFiles files;

  /// @param budget the heap that all orders together may hold, four bytes a row
  /// @param files where a sort goes that does not fit into an eighth of the budget and half of
  ///     what is free of it
  ArrangeRows(MemoryBudget budget, SpillFiles files) {
    this.budget = budget;
    this.files = files;
  }

  /// The rows that meet all `filters`, in the order of `keys`, or of the result where there are
  /// none. Rows that come meanwhile are left out.
  ///
  /// @param progress hears how many rows are done, now and then
  /// @throws CancellationException when cancelled
  /// @throws TuskException with ResultTooBig when the order does not fit into the budget, with
  ///     StorageFailed when the disk is full
  /// @throws IllegalStateException or IndexOutOfBoundsException when the store is closed meanwhile
  ResultView arrange(
      ResultStore store,
      List<RowFilter> filters,
      List<SortKey> keys,
      Cancellation cancellation,
      LongConsumer progress) {
    int rows = (int) Math.min(store.rowCount(), Integer.MAX_VALUE - 8);
    Room room = new Room(rows);
    boolean made = false;
    try {
      Steps steps = new Steps(cancellation, progress);
      int[] order =
          filters.isEmpty() ? all(rows, room) : matching(store, rows, filters, steps, room);
      room.hold(order.length);
      if (!keys.isEmpty() && order.length > 1) {
        sort(store, order, keys, steps);
      }
      made = true;
      return new ResultView(store, rows, filters, order, budget, room.held);
    } finally {
      if (!made) {
        room.hold(0);
      }
    }
  }

  /// What is reserved for the places of rows.
  private final class Room {
    private final int rows;
    private long held;

    Room(int rows) {
      this.rows = rows;
    }

    /// Reserves what so many places take, no more and no less.
    ///
    /// @throws TuskException with ResultTooBig when they do not fit
    void hold(int places) {
      long wanted = 4L * places;
      if (wanted < held) {
        budget.release(held - wanted);
      } else if (!budget.tryReserve(wanted - held)) {
        throw new TuskException(new TuskError.ResultTooBig(rows, wanted));
      }
      held = wanted;
    }
  }

  /// What is free of the budget is memory for it, for as long as it takes.
  private void sort(ResultStore store, int[] order, List<SortKey> keys, Steps steps) {
    long more = budget.reserveSome(MOST_BYTES * order.length);
    try {
      long memory = budget.limit() / 8 + more;
      int most = Math.clamp(memory / Long.BYTES, 128, 1 << 28);
      RowParts parts = new RowParts(order, steps);
      BitSet tied = KeySorter.sort(store, keys, parts, most, order);
      int ties = tied.cardinality();
      if (ties > most) {
        parts.into(order);
        new RowSorter(store, keys, memory, files, steps).sort(order);
      } else if (ties > 0) {
        settle(tied, order, new RowSorter(store, keys, memory - 4L * ties, files, steps));
      }
    } finally {
      budget.release(more);
    }
  }

  /// Sorts the rows at some places among each other. Neighbours that are not tied stay in their
  /// places by it, as they are in order already.
  private static void settle(BitSet places, int[] order, RowSorter sorter) {
    int[] rows = places.stream().map(place -> order[place]).toArray();
    Arrays.sort(rows);
    sorter.sort(rows);
    int next = 0;
    for (int place = places.nextSetBit(0); place >= 0; place = places.nextSetBit(place + 1)) {
      order[place] = rows[next++];
    }
  }

  private static int[] all(int rows, Room room) {
    room.hold(rows);
    int[] order = new int[rows];
    Arrays.setAll(order, row -> row);
    return order;
  }

  private static int[] matching(
      ResultStore store, int rows, List<RowFilter> filters, Steps steps, Room room) {
    ResultStore.Reader reader = store.reader();
    RowCondition[] tests =
        filters.stream()
            .map(filter -> RowCondition.of(filter, store.columns(), steps.cancellation()))
            .toArray(RowCondition[]::new);
    int[] found = new int[Math.min(rows, 1024)];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      steps.at(row);
      if (meetsAll(tests, reader, row)) {
        if (count == found.length) {
          int more = (int) Math.min(rows, count * 2L);
          room.hold(more);
          found = Arrays.copyOf(found, more);
        }
        found[count++] = row;
      }
    }
    return Arrays.copyOf(found, count);
  }

  private static boolean meetsAll(RowCondition[] tests, ResultStore.Reader reader, int row) {
    for (RowCondition test : tests) {
      if (!test.test(reader, row)) {
        return false;
      }
    }
    return true;
  }

  /// Looks up now and then from what takes long.
  record Steps(Cancellation cancellation, LongConsumer progress) {
    /// @throws CancellationException when cancelled
    void at(long done) {
      if (done % CHECK_EVERY == 0) {
        check();
        progress.accept(done);
      }
    }

    /// @throws CancellationException when cancelled
    void check() {
      if (cancellation.isCancelled()) {
        throw new CancellationException();
      }
    }
  }
}
