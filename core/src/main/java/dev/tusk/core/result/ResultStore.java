package dev.tusk.core.result;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The rows of one result, appended while they are read: in memory as far as the budget goes, then
/// in a file. Thread-safe; one thread appends.
///
/// A reader sees each page whole or not at all. [#close] gives the memory back to the budget and
/// removes the file. What reads a cell may read the disk, but for [#peek].
public final class ResultStore implements AutoCloseable {
  private final List<ResultColumn> columns;
  private final MemoryBudget budget;
  private final BlockCache cache;
  private final @Nullable SpillFiles files;
  private final MemoryBudget orders;
  private final Set<ResultView> views = new HashSet<>();
  private StoredPage[] pages = new StoredPage[16];
  private long[] starts = new long[16];
  private int pageCount;
  private long rows;
  private long bytes;
  private long spilled;
  private @Nullable SpillFile file;
  private boolean closed;

  /// A store in memory alone.
  public ResultStore(List<ResultColumn> columns, MemoryBudget budget) {
    this(columns, budget, new BlockCache(0), null, budget);
  }

  ResultStore(
      List<ResultColumn> columns,
      MemoryBudget budget,
      BlockCache cache,
      @Nullable SpillFiles files,
      MemoryBudget orders) {
    this.columns = List.copyOf(columns);
    this.budget = budget;
    this.cache = cache;
    this.files = files;
    this.orders = orders;
  }

  public List<ResultColumn> columns() {
    return columns;
  }

  /// Appends a page. May write to the disk.
  ///
  /// @return false, and nothing appended, when the store is closed, or when the budget is used up
  ///     and there is no file to go to
  /// @throws dev.tusk.core.error.TuskException with StorageFailed, and nothing appended, when the
  ///     page goes to the file and the disk is full or refuses
  public boolean append(RowPage page) {
    long size = page.heapBytes();
    if (budget.tryReserve(size)) {
      if (add(StoredPage.inMemory(this, page), size, 0)) {
        return true;
      }
      budget.release(size);
      return false;
    }
    SpillFile target = file();
    if (target == null) {
      return false;
    }
    try {
      StoredPage stored = StoredPage.spill(this, page, target);
      return add(stored, 0, target.size());
    } catch (IllegalStateException closedMeanwhile) {
      if (isClosed()) {
        return false;
      }
      throw closedMeanwhile;
    }
  }

  /// The file, made at its first use; null when the store is closed or has none.
  private @Nullable SpillFile file() {
    synchronized (this) {
      if (closed || files == null) {
        return null;
      }
      if (file != null) {
        return file;
      }
    }
    SpillFile made = files.create();
    synchronized (this) {
      if (!closed) {
        file = made;
        return made;
      }
    }
    made.close();
    return null;
  }

  private synchronized boolean add(StoredPage page, long inMemory, long inFile) {
    if (closed) {
      return false;
    }
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
      starts = Arrays.copyOf(starts, pageCount * 2);
    }
    pages[pageCount] = page;
    starts[pageCount] = rows;
    pageCount++;
    rows += page.rows();
    bytes += inMemory;
    spilled = Math.max(spilled, inFile);
    return true;
  }

  public synchronized long rowCount() {
    return rows;
  }

  /// The heap that the rows hold, in bytes.
  public synchronized long heapBytes() {
    return bytes;
  }

  /// The bytes that are in the file.
  public synchronized long spilledBytes() {
    return spilled;
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  /// The text of a cell; null for NULL.
  public @Nullable String text(long row, int column) {
    byte[] all = bytes(row, column, Integer.MAX_VALUE);
    return all == null ? null : new String(all, StandardCharsets.UTF_8);
  }

  /// A copy of at most `limit` bytes of a cell; null for NULL.
  public byte @Nullable [] bytes(long row, int column, int limit) {
    return piece(row, column, 0, limit).bytes();
  }

  /// A copy of a piece of a cell, which reads no more of a long one than that; shorter where the
  /// cell ends, empty behind its end, null for NULL.
  ///
  /// @param from the first byte
  public byte @Nullable [] slice(long row, int column, int from, int limit) {
    return piece(row, column, from, limit).bytes();
  }

  public boolean isNull(long row, int column) {
    return piece(row, column, 0, 0).bytes() == null;
  }

  /// The start of a cell, cut at `maxBytes` bytes at a whole character.
  public Preview preview(long row, int column, int maxBytes) {
    // One byte more tells whether the cut falls between two characters.
    return start(piece(row, column, 0, maxBytes + 1), maxBytes);
  }

  private static Preview start(StoredBlock.Piece piece, int maxBytes) {
    byte[] head = piece.bytes();
    if (head == null) {
      return Preview.NULL;
    }
    int end = head.length;
    if (end > maxBytes) {
      end = maxBytes;
      while (end > 0 && (head[end] & 0xC0) == 0x80) {
        end--;
      }
    }
    return new Preview(new String(head, 0, end, StandardCharsets.UTF_8), piece.length());
  }

  /// As [#preview], if that takes no reading of the disk; else null. Never waits.
  public @Nullable Preview peek(long row, int column, int maxBytes) {
    Place place = find(row);
    StoredBlock.Piece head = place.page.atHand(place.row, column, maxBytes + 1, cache);
    return head == null ? null : start(head, maxBytes);
  }

  /// The start of a cell.
  ///
  /// @param text null for NULL
  /// @param length of the whole cell, in bytes
  public record Preview(@Nullable String text, int length) {
    /// NULL.
    public static final Preview NULL = new Preview(null, 0);
  }

  /// The length of a cell in bytes; 0 for NULL.
  public int length(long row, int column) {
    return piece(row, column, 0, 0).length();
  }

  private StoredBlock.Piece piece(long row, int column, int from, int limit) {
    Place place = find(row);
    return place.page.piece(place.row, column, from, limit, cache);
  }

  /// Starts to read many rows, one after the other.
  public Reader reader() {
    return new Reader();
  }

  /// Starts to read many rows in any order, as a sorted grid shows them.
  ///
  /// @param places of the columns to read
  public <X extends Exception> RowsInOrder<X> inOrder(int[] places, RowsInOrder.Taker<X> taker) {
    return new RowsInOrder<>(this, places, orders.limit() / 3, taker);
  }

  /// The rows that meet all `filters`, in the order of `keys`, or of the result where there are
  /// none. Rows that come meanwhile are left out. Blocks; millions of rows take seconds.
  ///
  /// The sort is stable. Values compare as in PostgreSQL: numbers, dates, times and intervals by
  /// what they mean, NULLs last (first when descending); texts, labels of enums and everything else
  /// by their bytes, as `COLLATE "C"` does.
  ///
  /// @param progress hears how many rows are done, now and then
  /// @throws java.util.concurrent.CancellationException when cancelled
  /// @throws dev.tusk.core.error.TuskException with ResultTooBig when the order does not fit into
  ///     its budget, with StorageFailed when the disk is full
  /// @throws IllegalStateException or IndexOutOfBoundsException when the store is closed meanwhile
  public ResultView arrange(
      List<RowFilter> filters,
      List<SortKey> keys,
      Cancellation cancellation,
      LongConsumer progress) {
    ResultView view =
        new ArrangeRows(orders, files == null ? ResultStore::noFile : files)
            .arrange(this, filters, keys, cancellation, progress);
    if (!keep(view)) {
      view.close();
    }
    return view;
  }

  private synchronized boolean keep(ResultView view) {
    return !closed && views.add(view);
  }

  /// A view that is closed gives nothing back with the store.
  synchronized void forget(ResultView view) {
    views.remove(view);
  }

  /// Makes ready to look for a text; nothing is read yet.
  ///
  /// @param columns places of the columns to look at, in the order shown
  /// @param shown the rows that are shown, in their order; null for all as they are
  /// @param start the place of the row to begin with
  public RowSearch search(
      TextSearch what, List<Integer> columns, @Nullable ResultView shown, long start) {
    return new RowSearch(this, what, columns, shown, start);
  }

  private static SpillFile noFile() {
    throw new TuskException(
        new TuskError.StorageFailed(
            TuskError.Disk.MISSING,
            "The rows do not fit into memory, and there is no file for them"));
  }

  private synchronized Place find(long row) {
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException("Row " + row + " of " + rows);
    }
    int found = Arrays.binarySearch(starts, 0, pageCount, row);
    int page = found >= 0 ? found : -found - 2;
    // Pages without rows share their start with the next one.
    while (pages[page].rows() == 0) {
      page++;
    }
    return new Place(pages[page], starts[page], (int) (row - starts[page]));
  }

  /// Drops the rows, closes the views of them and removes the file; reading afterwards fails.
  @Override
  public void close() {
    SpillFile toRemove;
    List<ResultView> toClose;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      toClose = List.copyOf(views);
      budget.release(bytes);
      toRemove = file;
      file = null;
      pages = new StoredPage[0];
      starts = new long[0];
      pageCount = 0;
      rows = 0;
      bytes = 0;
      spilled = 0;
    }
    toClose.forEach(ResultView::close);
    if (toRemove != null) {
      cache.forget(this);
      toRemove.close();
    }
  }

  private record Place(StoredPage page, long start, int row) {}

  /// Reads rows in order, each column of a page once, and leaves the cache to those who look at
  /// single cells. Back and forth between pages of the disk is slow: see [#inOrder]. Confined to
  /// one thread.
  public final class Reader {
    private @Nullable StoredPage page;
    private long from;
    private long to;
    private @Nullable ColumnBlock[] blocks = new ColumnBlock[columns.size()];

    private Reader() {}

    /// How many columns a row has.
    public int columnCount() {
      return columns.size();
    }

    /// Hands a cell to `into` without copying it.
    ///
    /// @throws IndexOutOfBoundsException when there is no such row, or the store was closed
    /// @throws IllegalStateException when the store is closed meanwhile
    public void read(long row, int column, RowPage.CellReader into) {
      block(row, column).read((int) (row - from), into);
    }

    /// As [ColumnBlock#number].
    long number(long row, int column) {
      ColumnBlock block = block(row, column);
      return block.number((int) (row - from));
    }

    /// The text of a cell; null for NULL.
    public @Nullable String text(long row, int column) {
      ColumnBlock block = block(row, column);
      int at = (int) (row - from);
      return block.isNull(at)
          ? null
          : new String(block.bytes(), block.start(at), block.length(at), StandardCharsets.UTF_8);
    }

    private ColumnBlock block(long row, int column) {
      StoredPage now = page;
      if (now == null || row < from || row >= to) {
        Place place = find(row);
        now = place.page;
        page = now;
        from = place.start;
        to = from + now.rows();
        Arrays.fill(blocks, null);
      }
      ColumnBlock block = blocks[column];
      if (block == null) {
        block = now.read(column);
        blocks[column] = block;
      }
      return block;
    }
  }
}
