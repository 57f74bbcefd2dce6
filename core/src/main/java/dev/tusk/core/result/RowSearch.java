package dev.tusk.core.result;

import dev.tusk.core.kernel.Cancellation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Looks for a text in the rows of a result: [#run] once over all of them, in the order of the
/// store and beginning where the reader is; [#next] walks the hits in the order shown, also those
/// that are known while it still runs. A bit a row is all that it holds.
///
/// Rows that come after it was made are left out. One thread runs it, any thread asks.
public final class RowSearch {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.UTF_8);

  private final ResultStore store;
  private final TextMatch match;
  private final int[] columns;
  private final boolean[] booleans;
  private final @Nullable ResultView shown;
  private final int rows;
  private final int start;
  private final long[] hits;
  private volatile int looked;
  private volatile int found;

  /// A hit.
  ///
  /// @param position of its row, in the order shown
  /// @param column its index among the columns that are searched
  /// @param wrapped whether the way there led round the end
  public record Hit(int position, int column, boolean wrapped) {}

  /// @param columns places of the columns to look at, in the order shown
  /// @param shown the rows that are shown, in their order; null for all as they are
  /// @param start the place in the store of the row to begin with
  RowSearch(
      ResultStore store,
      TextSearch what,
      List<Integer> columns,
      @Nullable ResultView shown,
      long start) {
    if (what.text().isEmpty()) {
      throw new IllegalArgumentException("an empty text is everywhere");
    }
    this.store = store;
    this.match = new TextMatch(what);
    this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
    this.booleans = new boolean[this.columns.length];
    for (int i = 0; i < booleans.length; i++) {
      booleans[i] = store.columns().get(this.columns[i]).kind() == ResultColumn.Kind.BOOLEAN;
    }
    this.shown = shown;
    this.rows = (int) Math.min(store.rowCount(), Integer.MAX_VALUE - 8);
    this.start = rows == 0 ? 0 : Math.clamp(start, 0, rows - 1);
    this.hits = new long[rows / 64 + 1];
  }

  /// Looks at all rows. Blocks; millions of rows take seconds. Once only.
  ///
  /// @param progress hears how many rows are done, now and then
  /// @throws CancellationException when cancelled; what was found stays
  /// @throws IllegalStateException or IndexOutOfBoundsException when the store is closed meanwhile
  public void run(Cancellation cancellation, LongConsumer progress) {
    ArrangeRows.Steps steps = new ArrangeRows.Steps(cancellation, progress);
    long[] wanted = members();
    Cells cells = new Cells();
    int hitsSoFar = 0;
    for (int done = 0; done < rows; done++) {
      steps.at(done);
      int row = start + done < rows ? start + done : start + done - rows;
      if ((wanted.length == 0 || has(wanted, row)) && cells.any(row)) {
        hits[row >> 6] |= 1L << row;
        found = ++hitsSoFar;
      }
      if ((done & 0xFF) == 0xFF) {
        looked = done + 1; // also publishes the bits
      }
    }
    looked = rows;
  }

  /// Whether all rows were looked at.
  public boolean isComplete() {
    return looked == rows;
  }

  /// How many rows have the text in one cell or more, as far as is known.
  public int rowsFound() {
    return found;
  }

  /// The next cell with the text behind one, or the one before it, round the end. Blocks where rows
  /// must be read.
  ///
  /// @param position of the cell's row in the order shown
  /// @param column its index among the columns; may be one before the first or behind the last
  /// @return empty when there is none, or while the rows on the way are not all looked at
  public Optional<Hit> next(int position, int column, boolean forward) {
    int count = shown == null ? rows : shown.rowCount();
    if (count == 0) {
      return Optional.empty();
    }
    int step = forward ? 1 : -1;
    int at = Math.clamp(position, 0, count - 1);
    int from = column + step;
    Cells cells = new Cells();
    boolean wrapped = false;
    for (int gone = 0; gone <= count; gone++) {
      long row = shown == null ? at : shown.row(at);
      if (row < rows && !lookedAt((int) row)) {
        return Optional.empty();
      }
      if (row < rows && has(hits, (int) row)) {
        for (int each = from; each >= 0 && each < columns.length; each += step) {
          if (cells.matches(row, each)) {
            return Optional.of(new Hit(at, each, wrapped));
          }
        }
      }
      from = forward ? 0 : columns.length - 1;
      at += step;
      if (at < 0 || at >= count) {
        at = forward ? 0 : count - 1;
        wrapped = true;
      }
    }
    return Optional.empty();
  }

  private boolean lookedAt(int row) {
    return Math.floorMod(row - start, rows) < looked;
  }

  private static boolean has(long[] bits, int row) {
    return (bits[row >> 6] & 1L << row) != 0;
  }

  /// A bit for each row that is shown; empty when all are.
  private long[] members() {
    ResultView view = shown;
    if (view == null || view.filters().isEmpty()) {
      return new long[0];
    }
    long[] bits = new long[rows / 64 + 1];
    for (int position = 0; position < view.rowCount(); position++) {
      int row = (int) view.row(position);
      bits[row >> 6] |= 1L << row;
    }
    return bits;
  }

  /// Looks at cells; a boolean is the word that is shown. Confined to one thread.
  private final class Cells implements RowPage.CellReader {
    private final ResultStore.Reader reader = store.reader();
    private boolean bool;
    private boolean met;

    boolean any(long row) {
      for (int each = 0; each < columns.length; each++) {
        if (matches(row, each)) {
          return true;
        }
      }
      return false;
    }

    boolean matches(long row, int index) {
      met = false;
      bool = booleans[index];
      reader.read(row, columns[index], this);
      return met;
    }

    @Override
    public void nul() {
      met = false;
    }

    @Override
    public void value(byte[] data, int offset, int length) {
      if (bool && length == 1) {
        byte[] word = data[offset] == 't' ? TRUE : FALSE;
        met = match.matches(word, 0, word.length);
      } else {
        met = match.matches(data, offset, offset + length);
      }
    }
  }
}
