package dev.tusk.core.result;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Some consecutive rows of a result as the bytes that the server sent, in UTF-8. Immutable.
///
/// One byte array holds all cells, one int array their ends: about four bytes a cell on top of the
/// data, and two objects a page for the collector to know, whatever the number of rows.
public final class RowPage {
  private final int columns;
  private final int rows;
  private final byte[] data;

  /// The end of each cell in `data`, row by row; its complement where the cell is NULL.
  private final int[] ends;

  private RowPage(int columns, int rows, byte[] data, int[] ends) {
    this.columns = columns;
    this.rows = rows;
    this.data = data;
    this.ends = ends;
  }

  public int rowCount() {
    return rows;
  }

  public int columnCount() {
    return columns;
  }

  public boolean isNull(int row, int column) {
    return ends[row * columns + column] < 0;
  }

  /// The cell's text; null for NULL.
  public @Nullable String text(int row, int column) {
    int cell = row * columns + column;
    if (ends[cell] < 0) {
      return null;
    }
    int start = start(cell);
    return new String(data, start, ends[cell] - start, StandardCharsets.UTF_8);
  }

  /// The length of the cell in bytes; 0 for NULL.
  public int length(int row, int column) {
    int cell = row * columns + column;
    return ends[cell] < 0 ? 0 : ends[cell] - start(cell);
  }

  /// A copy of at most `limit` bytes of the cell; empty for NULL.
  public byte[] bytes(int row, int column, int limit) {
    int cell = row * columns + column;
    int start = start(cell);
    int length = ends[cell] < 0 ? 0 : Math.min(limit, ends[cell] - start);
    return Arrays.copyOfRange(data, start, start + length);
  }

  /// Hands the cell's bytes to `reader` without copying; for a printer's inner loop.
  public void read(int row, int column, CellReader reader) {
    int cell = row * columns + column;
    if (ends[cell] < 0) {
      reader.nul();
    } else {
      int start = start(cell);
      reader.value(data, start, ends[cell] - start);
    }
  }

  /// The heap that the page holds, in bytes.
  public long heapBytes() {
    return 64L + data.length + 4L * ends.length;
  }

  private int start(int cell) {
    if (cell == 0) {
      return 0;
    }
    int before = ends[cell - 1];
    return before < 0 ? ~before : before;
  }

  /// Reads cells in place.
  public interface CellReader {
    void nul();

    /// `data` belongs to the page: read only, and only during the call.
    void value(byte[] data, int offset, int length);
  }

  /// Collects the cells of a page, row by row, left to right. Confined to one thread.
  public static final class Builder {
    private final int columns;
    private byte[] data;
    private int[] ends;
    private int cells;
    private int used;

    /// Starts an empty page; the expected sizes only save copying.
    ///
    /// @param columns cells a row; may be 0
    public Builder(int columns, int expectedRows, int expectedBytes) {
      this.columns = columns;
      this.data = new byte[Math.max(64, expectedBytes)];
      this.ends = new int[Math.max(1, columns * expectedRows)];
    }

    /// Adds the next cell; null for NULL.
    public void add(byte @Nullable [] cell) {
      if (cells == ends.length) {
        ends = Arrays.copyOf(ends, ends.length * 2);
      }
      if (cell == null) {
        ends[cells++] = ~used;
        return;
      }
      int need = Math.addExact(used, cell.length);
      if (need > data.length) {
        data =
            Arrays.copyOf(
                data, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(need, data.length * 2L)));
      }
      System.arraycopy(cell, 0, data, used, cell.length);
      used = need;
      ends[cells++] = used;
    }

    public int usedBytes() {
      return used;
    }

    /// Makes the page; the builder must not be used afterwards.
    ///
    /// @param rows the number of complete rows that were added
    public RowPage build(int rows) {
      if (cells != rows * columns) {
        throw new IllegalStateException(cells + " cells do not make " + rows + " rows");
      }
      return new RowPage(
          columns,
          rows,
          used == data.length ? data : Arrays.copyOf(data, used),
          cells == ends.length ? ends : Arrays.copyOf(ends, cells));
    }
  }
}
