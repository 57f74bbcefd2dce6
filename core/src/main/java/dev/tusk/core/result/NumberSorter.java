package dev.tusk.core.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sorts rows by one column of whole numbers. For one sort, on one thread.
///
/// The number, counted from the smallest of its chunk, and the row's place share the 64 bits of a
/// `long`, so that the library's sort of longs is the whole sort: in place, and stable, since the
/// place decides between equals. Chunks that do not fit into the memory together are merged from a
/// file.
final class NumberSorter {
  private static final int PIECE = 1 << 16;
  private static final int ROW_BYTES = 12;

  /// No number that is sorted here is so large, so that it can stand for NULL.
  private static final long NULL = Long.MAX_VALUE;

  private static final long LARGEST = 1L << 61;

  private final ResultStore store;
  private final int column;
  private final boolean descending;
  private final int most;
  private final SpillFiles files;
  private final ArrangeRows.Steps steps;

  /// @param memory in bytes
  NumberSorter(
      ResultStore store, SortKey key, long memory, SpillFiles files, ArrangeRows.Steps steps) {
    this.store = store;
    this.column = key.column();
    this.descending = key.descending();
    this.most = Math.clamp(memory / Long.BYTES, 128, 1 << 28);
    this.files = files;
    this.steps = steps;
  }

  /// Whether rows can be sorted so, as long as the numbers are not too far apart.
  static boolean fits(ResultStore store, List<SortKey> keys) {
    return keys.size() == 1
        && Sorting.of(store.columns().get(keys.getFirst().column())) == Sorting.INTEGER;
  }

  /// Sorts `order`, whose rows ascend.
  ///
  /// @return false, with `order` as it was, when numbers are too large or too far apart for it
  boolean sort(int[] order) {
    if (order.length == 0) {
      return true;
    }
    ResultStore.Reader reader = store.reader();
    Chunk chunk = new Chunk(Math.min(order.length, most));
    if (order.length <= most) {
      return chunk.read(reader, order, 0, order.length) && chunk.into(order);
    }
    List<MergedRun> runs = new ArrayList<>();
    SpillFile file = files.create();
    try {
      for (int from = 0; from < order.length; from += most) {
        if (!chunk.read(reader, order, from, Math.min(order.length, from + most))) {
          return false;
        }
        runs.add(chunk.spill(file));
      }
      MergedRun.merge(runs, order, steps);
      return true;
    } finally {
      file.close();
    }
  }

  /// Some rows with their numbers.
  private final class Chunk implements RowPage.CellReader {
    private final long[] values;
    private int count;
    private int firstRow;
    private int rowBits;
    private long base;
    private long nullKey;
    private boolean understood;

    Chunk(int size) {
      values = new long[size];
    }

    @Override
    public void nul() {
      values[count] = NULL;
    }

    @Override
    public void value(byte[] data, int offset, int length) {
      long value = Sorting.integer(data, offset, offset + length);
      understood &= value > -LARGEST && value < LARGEST;
      values[count] = value;
    }

    /// Reads and sorts the rows from `from` to `to`.
    ///
    /// @return false when their numbers do not fit
    boolean read(ResultStore.Reader reader, int[] order, int from, int to) {
      understood = true;
      count = 0;
      firstRow = order[from];
      rowBits = 64 - Long.numberOfLeadingZeros((long) order[to - 1] - firstRow);
      long least = Long.MAX_VALUE;
      long greatest = Long.MIN_VALUE;
      for (int i = from; i < to; i++) {
        steps.at(i);
        reader.read(order[i], column, this);
        long value = values[count];
        if (value != NULL) {
          least = Math.min(least, value);
          greatest = Math.max(greatest, value);
        }
        count++;
        if (!understood) {
          return false;
        }
      }
      if (greatest < least) {
        least = 0;
        greatest = 0;
      }
      long span = greatest - least + 1;
      if (64 - Long.numberOfLeadingZeros(span) + rowBits > 63) {
        return false;
      }
      base = descending ? greatest + 1 : least;
      nullKey = descending ? 0 : span;
      for (int i = 0; i < count; i++) {
        long value = values[i] == NULL ? greatest + 1 : values[i];
        values[i] =
            ((descending ? base - value : value - base) << rowBits) | (order[from + i] - firstRow);
      }
      Arrays.sort(values, 0, count);
      return true;
    }

    boolean into(int[] order) {
      for (int i = 0; i < count; i++) {
        order[i] = row(i);
      }
      return true;
    }

    private int row(int at) {
      return firstRow + (int) (values[at] & ((1L << rowBits) - 1));
    }

    /// Writes the numbers as they are, for other chunks count from others, and the rows.
    NumberRun spill(SpillFile file) {
      long start = file.size();
      byte[] piece = new byte[PIECE / ROW_BYTES * ROW_BYTES];
      int used = 0;
      for (int i = 0; i < count; i++) {
        long key = values[i] >> rowBits;
        long number =
            key == nullKey
                ? (descending ? Long.MIN_VALUE : NULL)
                : descending ? key - base : base + key;
        used = put(piece, used, number, row(i));
        if (used == piece.length || i == count - 1) {
          file.append(List.of(Arrays.copyOf(piece, used)));
          used = 0;
        }
      }
      return new NumberRun(file, start, count);
    }

    private int put(byte[] piece, int at, long number, int row) {
      for (int i = 0; i < 8; i++) {
        piece[at + i] = (byte) (number >> (8 * i));
      }
      for (int i = 0; i < 4; i++) {
        piece[at + 8 + i] = (byte) (row >> (8 * i));
      }
      return at + ROW_BYTES;
    }
  }

  /// Reads a chunk back from its file.
  private static final class NumberRun implements MergedRun {
    private final SpillFile file;
    private long position;
    private int left;
    private byte[] piece = {};
    private int at;
    private long number;
    private int row;

    NumberRun(SpillFile file, long start, int count) {
      this.file = file;
      this.position = start;
      this.left = count;
    }

    @Override
    public boolean next() {
      if (left == 0) {
        return false;
      }
      if (at == piece.length) {
        int rows = Math.min(left, PIECE / ROW_BYTES);
        piece = file.read(position, rows * ROW_BYTES);
        position += piece.length;
        at = 0;
      }
      left--;
      number = (four(at) & 0xFFFFFFFFL) | ((long) four(at + 4) << 32);
      row = four(at + 8);
      at += ROW_BYTES;
      return true;
    }

    private int four(int from) {
      return (piece[from] & 0xFF)
          | (piece[from + 1] & 0xFF) << 8
          | (piece[from + 2] & 0xFF) << 16
          | piece[from + 3] << 24;
    }

    @Override
    public int row() {
      return row;
    }

    @Override
    public int compareWith(MergedRun other) {
      NumberRun run = (NumberRun) other;
      int order = Long.compare(number, run.number);
      return order != 0 ? order : Integer.compare(row, run.row);
    }
  }
}
