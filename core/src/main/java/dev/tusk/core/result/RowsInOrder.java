package dev.tusk.core.result;

import java.util.Arrays;

/// Reads rows in an order that is not the store's, as a sorted grid shows them. Confined to one
/// thread.
///
/// Of rows on the disk as many as fit into a buffer are read in the order of the store, and handed
/// on from there in their own: one by one, each would read the blocks of its page again. The time
/// grows with the passes over the file, as many as the buffer goes into it.
///
/// @param <X> what the taker throws
public final class RowsInOrder<X extends Exception> {
  private static final int PLACE_BITS = 20;
  private static final int MOST_ROWS = 1 << PLACE_BITS;
  private static final int INDEX = MOST_ROWS - 1;
  private static final int CELL_BYTES = 8;
  private static final int ROW_BYTES = 16;
  private static final int MOST_BYTES = 1 << 26;

  private final ResultStore.Reader reader;
  private final int[] columns;
  private final Taker<X> taker;
  private final boolean onDisk;
  private final int dataBytes;
  private final long[] places;
  private byte[] data = new byte[0];
  private int[] starts = new int[0];
  private int[] lengths = new int[0];
  private int count;
  private boolean ascending = true;

  /// A row; read during the call only.
  @FunctionalInterface
  public interface Row {
    /// Hands a cell to `into` without copying it.
    ///
    /// @param column its place among the columns that are read
    void read(int column, RowPage.CellReader into);
  }

  /// Takes a row.
  ///
  /// @param <X> what it throws
  @FunctionalInterface
  public interface Taker<X extends Exception> {
    /// The next row.
    void take(Row row) throws X;
  }

  /// @param room bytes for rows of the disk
  RowsInOrder(ResultStore store, int[] columns, long room, Taker<X> taker) {
    long buffer = Math.min(room, MOST_BYTES);
    this.reader = store.reader();
    this.columns = columns.clone();
    this.taker = taker;
    this.onDisk = store.spilledBytes() > 0;
    long bytes = (store.heapBytes() + store.spilledBytes()) / Math.max(1, store.rowCount());
    long around = (long) CELL_BYTES * columns.length + ROW_BYTES;
    long rows = Math.clamp(buffer / (bytes + around), 1, MOST_ROWS);
    this.dataBytes = (int) Math.max(buffer - rows * around, buffer / 4);
    this.places = new long[(int) rows];
  }

  /// The next row is the one at `place` in the store; it may reach the taker later.
  ///
  /// @throws IndexOutOfBoundsException or IllegalStateException when the store was closed
  public void add(long place) throws X {
    ascending &= count == 0 || place >= places[count - 1] >> PLACE_BITS;
    places[count] = place << PLACE_BITS | count;
    count++;
    if (count == places.length) {
      end();
    }
  }

  /// Hands on all that is still held.
  public void end() throws X {
    if (ascending || !onDisk) {
      direct(0, count);
    } else {
      gather(0, count);
    }
    count = 0;
    ascending = true;
  }

  private void direct(int from, int to) throws X {
    for (int i = from; i < to; i++) {
      long row = places[i] >> PLACE_BITS;
      taker.take((column, into) -> reader.read(row, columns[column], into));
    }
  }

  private void gather(int from, int to) throws X {
    if (to - from < 2) {
      direct(from, to);
      return;
    }
    if (!collect(from, to)) {
      int middle = (from + to) >>> 1;
      gather(from, middle);
      gather(middle, to);
      return;
    }
    for (int i = from; i < to; i++) {
      int first = i * columns.length;
      taker.take((column, into) -> hand(first + column, into));
    }
  }

  private void hand(int cell, RowPage.CellReader into) {
    if (lengths[cell] < 0) {
      into.nul();
    } else {
      into.value(data, starts[cell], lengths[cell]);
    }
  }

  /// Copies the cells of some rows; false when they are too long for the buffer.
  private boolean collect(int from, int to) {
    if (data.length == 0) {
      data = new byte[dataBytes];
      starts = new int[places.length * columns.length];
      lengths = new int[starts.length];
    }
    long[] sorted = Arrays.copyOfRange(places, from, to);
    Arrays.sort(sorted);
    Collecting into = new Collecting();
    for (long each : sorted) {
      int cell = (int) (each & INDEX) * columns.length;
      for (int column = 0; column < columns.length && !into.full; column++) {
        into.cell = cell + column;
        reader.read(each >> PLACE_BITS, columns[column], into);
      }
      if (into.full) {
        return false;
      }
    }
    return true;
  }

  private final class Collecting implements RowPage.CellReader {
    private int cell;
    private int used;
    private boolean full;

    @Override
    public void nul() {
      lengths[cell] = -1;
    }

    @Override
    public void value(byte[] from, int offset, int length) {
      if (length > data.length - used) {
        full = true;
        return;
      }
      System.arraycopy(from, offset, data, used, length);
      starts[cell] = used;
      lengths[cell] = length;
      used += length;
    }
  }
}
