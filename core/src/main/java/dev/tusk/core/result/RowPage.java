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
  private static final byte[] NOTHING = {};

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

  public boolean isNull(int row, int column) {
    return columns[column].isNull(row);
  }

  /// The cell's text; null for NULL.
  public @Nullable String text(int row, int column) {
    ColumnBlock block = columns[column];
    return block.isNull(row)
        ? null
        : new String(block.bytes(), block.start(row), block.length(row), StandardCharsets.UTF_8);
  }

  /// The length of the cell in bytes; 0 for NULL.
  public int length(int row, int column) {
    return columns[column].length(row);
  }

  /// A copy of at most `limit` bytes of the cell; empty for NULL.
  public byte[] bytes(int row, int column, int limit) {
    byte[] copy = columns[column].copy(row, 0, limit);
    return copy == null ? NOTHING : copy;
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

  /// Collects the cells of a page, row by row, left to right. Confined to one thread.
  public static final class Builder {
    private final Cells[] columns;
    private int column;
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
      columns[column].add(cell);
      column = column + 1 == columns.length ? 0 : column + 1;
      cells++;
      used += cell == null ? 0 : cell.length;
    }

    /// The bytes of the cells so far.
    public int usedBytes() {
      return (int) Math.min(used, Integer.MAX_VALUE);
    }

    /// Makes the page; the builder must not be used afterwards.
    ///
    /// @param rows the number of complete rows that were added
    public RowPage build(int rows) {
      if (cells != (long) rows * columns.length) {
        throw new IllegalStateException(cells + " cells do not make " + rows + " rows");
      }
      ColumnBlock[] blocks = new ColumnBlock[columns.length];
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = ColumnBlock.pack(columns[i].data, columns[i].ends, rows);
      }
      return new RowPage(rows, blocks);
    }
  }

  /// The cells of one column while they are collected.
  private static final class Cells {
    private byte[] data;

    /// The end of each cell in `data`; its complement where the cell is NULL.
    private int[] ends;

    private int count;
    private int used;

    Cells(int expectedRows, int expectedBytes) {
      data = new byte[Math.max(16, expectedBytes)];
      ends = new int[Math.max(1, expectedRows)];
    }

    void add(byte @Nullable [] cell) {
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, ends.length * 2);
      }
      if (cell == null) {
        ends[count++] = ~used;
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
      ends[count++] = used;
    }
  }
}
