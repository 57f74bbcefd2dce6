package dev.tusk.core.result;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of one result, appended while they are read. Thread-safe; one thread appends.
///
/// A reader sees each page whole or not at all. [#close] gives the memory back to the budget.
public final class ResultStore implements AutoCloseable {
  private final List<ResultColumn> columns;
  private final MemoryBudget budget;
  private RowPage[] pages = new RowPage[16];
  private long[] starts = new long[16];
  private int pageCount;
  private long rows;
  private long bytes;
  private boolean closed;

  public ResultStore(List<ResultColumn> columns, MemoryBudget budget) {
    this.columns = List.copyOf(columns);
    this.budget = budget;
  }

  public List<ResultColumn> columns() {
    return columns;
  }

  /// Appends a page.
  ///
  /// @return false, and nothing appended, when the budget is used up or the store is closed
  public synchronized boolean append(RowPage page) {
    if (closed || !budget.tryReserve(page.heapBytes())) {
      return false;
    }
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
      starts = Arrays.copyOf(starts, pageCount * 2);
    }
    pages[pageCount] = page;
    starts[pageCount] = rows;
    pageCount++;
    rows += page.rowCount();
    bytes += page.heapBytes();
    return true;
  }

  public synchronized long rowCount() {
    return rows;
  }

  /// The heap that the rows hold, in bytes.
  public synchronized long heapBytes() {
    return bytes;
  }

  /// The text of a cell; null for NULL.
  public @Nullable String text(long row, int column) {
    Place place = find(row);
    return place.page.text(place.row, column);
  }

  public boolean isNull(long row, int column) {
    Place place = find(row);
    return place.page.isNull(place.row, column);
  }

  /// The start of a cell's text, cut at `maxBytes` bytes at a whole character; null for NULL.
  public @Nullable String preview(long row, int column, int maxBytes) {
    Place place = find(row);
    if (place.page.length(place.row, column) <= maxBytes) {
      return place.page.text(place.row, column);
    }
    // One byte more tells whether the cut falls between two characters.
    byte[] head = place.page.bytes(place.row, column, maxBytes + 1);
    int end = maxBytes;
    while (end > 0 && (head[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(head, 0, end, StandardCharsets.UTF_8);
  }

  /// The length of a cell in bytes; 0 for NULL.
  public int length(long row, int column) {
    Place place = find(row);
    return place.page.length(place.row, column);
  }

  private synchronized Place find(long row) {
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException("Row " + row + " of " + rows);
    }
    int found = Arrays.binarySearch(starts, 0, pageCount, row);
    int page = found >= 0 ? found : -found - 2;
    // Pages without rows share their start with the next one.
    while (pages[page].rowCount() == 0) {
      page++;
    }
    return new Place(pages[page], (int) (row - starts[page]));
  }

  /// Drops the rows; reading afterwards fails.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      budget.release(bytes);
      pages = new RowPage[0];
      starts = new long[0];
      pageCount = 0;
      rows = 0;
      bytes = 0;
    }
  }

  private record Place(RowPage page, int row) {}
}
