package dev.tusk.core.result;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToLongFunction;

/// Sorts rows by their [RowKeys], on all processors. For one sort.
///
/// The keys are read several times and nothing is written: once to count the rows in each of some
/// thousand buckets, and then once for every group of buckets that fits into the memory. A row goes
/// straight to its bucket, as a `long` of what its key has beyond the bucket's, and its place. So
/// what is left to sort is small enough for the processor's cache, and the sort is stable, since
/// the place decides between equals.
final class KeySorter {
  private static final int BUCKET_BITS = 12;

  private final RowKeys keys;
  private final RowParts parts;
  private final int most;
  private final int[] order;
  private final BitSet tied = new BitSet();
  private long tiedRows;
  private long[] entries = {};

  private KeySorter(RowKeys keys, RowParts parts, int most, int[] order) {
    this.keys = keys;
    this.parts = parts;
    this.most = most;
    this.order = order;
  }

  /// Sorts.
  ///
  /// @param most how many rows may be in memory at once, at eight bytes
  /// @param order for the rows
  /// @return the places in the order whose rows are not told apart from a neighbour's; when they
  ///     are more than may be in memory at once, the order is of no use
  static BitSet sort(
      ResultStore store, List<SortKey> columns, RowParts parts, int most, int[] order) {
    long keys = 1L << Math.min(62, Long.SIZE - 1 - parts.rowBits() + BUCKET_BITS);
    KeySorter sorter = new KeySorter(RowKeys.of(store, columns, parts, keys), parts, most, order);
    sorter.place(0, sorter.keys.count(), 0);
    return sorter.tied;
  }

  /// Puts the rows whose keys are from `low` on and below `high` into their order, `at` and after.
  private void place(long low, long high, int at) {
    int width = Math.max(0, 64 - Long.numberOfLeadingZeros(high - low - 1) - BUCKET_BITS);
    int buckets = (int) ((high - low - 1) >> width) + 1;
    int[][] counts = new int[parts.count()][buckets];
    parts.each(part -> count(part, low, high, width, counts[part]));
    int next = at;
    for (int from = 0; from < buckets && tiedRows <= most; ) {
      int to = from;
      int rows = 0;
      // Buckets of one key each need no memory.
      while (to < buckets && (width == 0 || rows + rowsIn(counts, to) <= most)) {
        rows += rowsIn(counts, to++);
      }
      if (to == from) {
        rows = rowsIn(counts, to++);
        long start = low + ((long) from << width);
        place(start, Math.min(high, start + (1L << width)), next);
      } else if (rows > 0) {
        group(low, width, from, to, counts, next);
      }
      next += rows;
      from = to;
    }
  }

  private static int rowsIn(int[][] counts, int bucket) {
    int rows = 0;
    for (int[] part : counts) {
      rows += part[bucket];
    }
    return rows;
  }

  private void count(int part, long low, long high, int width, int[] counts) {
    RowParts.Rows rows = parts.rows(part);
    IntToLongFunction reading = keys.reading();
    for (int row = rows.next(); row >= 0; row = rows.next()) {
      long key = reading.applyAsLong(row);
      if (key >= low && key < high) {
        counts[(int) ((key - low) >> width)]++;
      }
    }
  }

  /// Sorts the rows of some buckets, which fit into the memory.
  private void group(long low, int width, int from, int to, int[][] counts, int at) {
    int[] ends = new int[to - from + 1];
    int next = 0;
    for (int bucket = from; bucket < to; bucket++) {
      for (int[] part : counts) {
        int rows = part[bucket];
        part[bucket] = next;
        next += rows;
      }
      ends[bucket - from + 1] = next;
    }
    if (width == 0) {
      parts.each(part -> put(part, low, from, to, counts[part], at));
      tieAll(ends, at);
      return;
    }
    if (entries.length == 0) {
      entries = new long[Math.min(order.length, most)];
    }
    parts.each(part -> enter(part, low, width, from, to, counts[part]));
    int rowBits = parts.rowBits();
    parts.each(
        to - from,
        bucket -> {
          Arrays.sort(entries, ends[bucket], ends[bucket + 1]);
          for (int i = ends[bucket]; i < ends[bucket + 1]; i++) {
            order[at + i] = (int) (entries[i] & ((1L << rowBits) - 1));
          }
        });
    tieEqual(ends, at);
  }

  /// Puts the rows of a part in buckets of one key each into the order.
  private void put(int part, long low, int from, int to, int[] places, int at) {
    RowParts.Rows rows = parts.rows(part);
    IntToLongFunction reading = keys.reading();
    for (int row = rows.next(); row >= 0; row = rows.next()) {
      long bucket = reading.applyAsLong(row) - low;
      if (bucket >= from && bucket < to) {
        order[at + places[(int) bucket]++] = row;
      }
    }
  }

  /// Puts the rows of a part in some buckets into the entries.
  private void enter(int part, long low, int width, int from, int to, int[] places) {
    RowParts.Rows rows = parts.rows(part);
    IntToLongFunction reading = keys.reading();
    int rowBits = parts.rowBits();
    for (int row = rows.next(); row >= 0; row = rows.next()) {
      long key = reading.applyAsLong(row) - low;
      long bucket = key >> width;
      if (bucket >= from && bucket < to) {
        entries[places[(int) bucket]++] = (key & ((1L << width) - 1)) << rowBits | row;
      }
    }
  }

  private void tieAll(int[] ends, int at) {
    if (keys.exact()) {
      return;
    }
    for (int bucket = 1; bucket < ends.length; bucket++) {
      tie(at, ends[bucket - 1], ends[bucket]);
    }
  }

  private void tieEqual(int[] ends, int at) {
    if (keys.exact()) {
      return;
    }
    int rowBits = parts.rowBits();
    for (int bucket = 1; bucket < ends.length; bucket++) {
      int first = ends[bucket - 1];
      for (int i = first + 1; i <= ends[bucket]; i++) {
        if (i == ends[bucket] || entries[i] >> rowBits != entries[first] >> rowBits) {
          tie(at, first, i);
          first = i;
        }
      }
    }
  }

  private void tie(int at, int first, int end) {
    if (end - first > 1) {
      tied.set(at + first, at + end);
      tiedRows += end - first;
    }
  }
}
