package dev.tusk.core.result;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Some consecutive rows of a result as the bytes that the server sent, in UTF-8. Immutable.
///
/// A block of bytes a column: two bytes a cell or none on top of the data, and two objects a column
/// for the collector to know, whatever the number of rows. One column can be read without the
/// others.
public final class RowPage {

  private final int rows;
  private final ColumnBlock[] columns;

  private RowPage(int rows, ColumnBlock[] columns) {
    this.rows = rows;
    this.columns = columns;
  }

  public int rowCount() {
    return rows;
  }

  public int columnCount() {
    return columns.length;
  }

  /// The cell's text; null for NULL.
  public @Nullable String text(int row, int column) {
    ColumnBlock block = columns[column];
    return block.isNull(row)
        ? null
        : new String(block.bytes(), block.start(row), block.length(row), StandardCharsets.UTF_8);
  }

  /// Hands the cell's bytes to `reader` without copying; for a printer's inner loop.
  public void read(int row, int column, CellReader reader) {
    columns[column].read(row, reader);
  }

  /// The heap that the page holds, in bytes.
  public long heapBytes() {
    long bytes = 64;
    for (ColumnBlock block : columns) {
      bytes += 64 + block.bytes().length;
    }
    return bytes;
  }

  ColumnBlock column(int column) {
    return columns[column];
  }

  /// Reads cells in place.
  public interface CellReader {
    void nul();

    /// `data` belongs to the page: read only, and only during the call.
    void value(byte[] data, int offset, int length);
  }

  /// Collects the cells of pages, row by row, left to right. Confined to one thread.
  public static final class Builder {
    private final Cells[] columns;
    private int column;
    private Cells current = new Cells(1, 0);
    private long cells;
    private long used;

    /// Starts an empty page; the expected sizes only save copying.
    ///
    /// @param columns cells a row; may be 0
    public Builder(int columns, int expectedRows, int expectedBytes) {
      this.columns = new Cells[columns];
      for (int i = 0; i < columns; i++) {
        this.columns[i] = new Cells(expectedRows, expectedBytes / columns);
      }
    }

    /// Adds the next cell; null for NULL.
    public void add(byte @Nullable [] cell) {
      begin(cell == null ? -1 : cell.length);
      if (cell != null) {
        piece(cell, 0, cell.length);
      }
    }

    /// Begins the next cell, whose bytes come in pieces.
    ///
    /// @param length the bytes of all pieces; -1 for NULL
    public void begin(int length) {
      current = columns[column];
      current.begin(length);
      column = column + 1 == columns.length ? 0 : column + 1;
      cells++;
      used += Math.max(0, length);
    }

    /// Adds some bytes to the cell that was begun.
    public void piece(byte[] from, int offset, int length) {
      current.piece(from, offset, length);
    }

    /// The bytes of the cells so far.
    public int usedBytes() {
      return (int) Math.min(used, Integer.MAX_VALUE);
    }

    /// Makes the page, and begins another.
    ///
    /// @param rows how many rows it gets; what was added beyond is forgotten
    public RowPage build(int rows) {
      if (column != 0 || cells < (long) rows * columns.length) {
        throw new IllegalStateException(cells + " cells do not make " + rows + " rows");
      }
      ColumnBlock[] blocks = new ColumnBlock[columns.length];
      int keep = Math.max(Cells.KEPT_LEAST, Cells.KEPT / Math.max(1, columns.length));
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = ColumnBlock.pack(columns[i].data, columns[i].ends, rows);
        columns[i].clear(keep);
      }
      cells = 0;
      used = 0;
      return new RowPage(rows, blocks);
    }
  }

  /// The cells of one column while they are collected.
  private static final class Cells {
    /// What all columns keep for the next page, and one at least; a longer one was for a value like
    /// no other.
    private static final int KEPT = 8 << 20;

    private static final int KEPT_LEAST = 1 << 12;

    private byte[] data;

    /// The end of each cell in `data`; its complement where the cell is NULL.
    private int[] ends;

    private int count;
    private int used;

    Cells(int expectedRows, int expectedBytes) {
      data = new byte[Math.max(16, expectedBytes)];
      ends = new int[Math.max(1, expectedRows)];
    }

    void begin(int length) {
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, ends.length * 2);
      }
      if (length < 0) {
        ends[count++] = ~used;
        return;
      }
      int need = Math.addExact(used, length);
      if (need > data.length) {
        data =
            Arrays.copyOf(
                data, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(need, data.length * 2L)));
      }
      ends[count++] = need;
    }

    void piece(byte[] from, int offset, int length) {
      System.arraycopy(from, offset, data, used, length);
      used += length;
    }

    void clear(int kept) {
      count = 0;
      used = 0;
      if (data.length > kept) {
        data = new byte[kept];
      }
    }
  }
}
