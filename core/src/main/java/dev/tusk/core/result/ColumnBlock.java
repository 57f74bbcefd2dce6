package dev.tusk.core.result;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The cells of one column of a page, in one array that is the same in memory and in a file.
/// Immutable.
///
/// First a byte that says the form and four that say the width, then, where there is a NULL among
/// values, a bit for each cell, then the ends of the cells in two or four bytes each (none when all
/// are equally wide), then their text. All numbers are little-endian.
final class ColumnBlock {
  /// What [#number] says of NULL.
  static final long NULL_NUMBER = Long.MAX_VALUE;

  /// What comes before everything else, in bytes.
  static final int HEAD = 5;
  private static final int FIXED = 0;
  private static final int SHORT_ENDS = 1;
  private static final int LONG_ENDS = 2;
  private static final int FORM = 3;
  private static final int SOME_NULL = 4;
  private static final int ALL_NULL = 8;

  private final byte[] bytes;
  private final byte form;
  private final int width;
  private final int nullsAt;
  private final int endsAt;
  private final int dataAt;

  /// From where the ends are counted.
  private final int before;

  /// Reads a block of `rows` cells; the array is not copied.
  ColumnBlock(byte[] bytes, int rows) {
    this(bytes, bytes[0], number(bytes, 1, 4), HEAD, headBytes(bytes[0], rows), rows, 0);
  }

  private ColumnBlock(
      byte[] bytes, byte form, int width, int nullsAt, int dataAt, int rows, int before) {
    this.bytes = bytes;
    this.form = form;
    this.width = width;
    this.nullsAt = nullsAt;
    this.endsAt = dataAt - endBytes(form) * rows;
    this.dataAt = dataAt;
    this.before = before;
  }

  /// Some cells of a block.
  ///
  /// @param width of each cell, when all are equally wide
  /// @param nulls a bit for each of these cells, when there is a NULL among the block's values
  /// @param ends of these cells, as they are in the block
  /// @param before where their text starts in the block's
  static ColumnBlock slice(
      byte form, int width, byte[] nulls, byte[] ends, byte[] text, int before) {
    int dataAt = nulls.length + ends.length;
    byte[] bytes = Arrays.copyOf(nulls, dataAt + text.length);
    System.arraycopy(ends, 0, bytes, nulls.length, ends.length);
    System.arraycopy(text, 0, bytes, dataAt, text.length);
    int rows = ends.length / Math.max(1, endBytes(form));
    return new ColumnBlock(bytes, form, width, 0, dataAt, rows, before);
  }

  /// Says how the block is made; without it no part of one can be read.
  byte form() {
    return form;
  }

  static boolean someNull(byte form) {
    return (form & SOME_NULL) != 0;
  }

  static boolean allNull(byte form) {
    return (form & ALL_NULL) != 0;
  }

  /// How many bytes say where a cell ends; 0 when all cells are equally wide.
  static int endBytes(byte form) {
    return 2 * (form & FORM);
  }

  /// How many bytes come before the text.
  static int headBytes(byte form, int rows) {
    return HEAD + (someNull(form) ? (rows + 7) / 8 : 0) + endBytes(form) * rows;
  }

  /// Packs cells.
  ///
  /// @param ends the end of each cell in `data`; its complement where the cell is NULL
  static ColumnBlock pack(byte[] data, int[] ends, int rows) {
    int used = rows == 0 ? 0 : plain(ends[rows - 1]);
    int nulls = 0;
    int width = rows == 0 ? 0 : plain(ends[0]);
    boolean equal = true;
    int before = 0;
    for (int row = 0; row < rows; row++) {
      int end = ends[row];
      if (end < 0) {
        nulls++;
        end = ~end;
      }
      equal &= end - before == width;
      before = end;
    }
    boolean mixed = nulls > 0 && nulls < rows;
    boolean fixed = equal && !mixed;
    int shape = fixed ? FIXED : used <= 0xFFFF ? SHORT_ENDS : LONG_ENDS;
    byte form = (byte) (shape | (mixed ? SOME_NULL : nulls > 0 ? ALL_NULL : 0));
    int dataAt = headBytes(form, rows);
    byte[] bytes = new byte[Math.addExact(dataAt, used)];
    bytes[0] = form;
    putFour(bytes, 1, fixed ? width : 0);
    if (mixed) {
      for (int row = 0; row < rows; row++) {
        if (ends[row] < 0) {
          bytes[HEAD + (row >> 3)] |= (byte) (1 << (row & 7));
        }
      }
    }
    int at = HEAD + (mixed ? (rows + 7) / 8 : 0);
    if (shape == SHORT_ENDS) {
      for (int row = 0; row < rows; row++, at += 2) {
        int end = plain(ends[row]);
        bytes[at] = (byte) end;
        bytes[at + 1] = (byte) (end >> 8);
      }
    } else if (shape == LONG_ENDS) {
      for (int row = 0; row < rows; row++, at += 4) {
        putFour(bytes, at, plain(ends[row]));
      }
    }
    System.arraycopy(data, 0, bytes, dataAt, used);
    return new ColumnBlock(bytes, rows);
  }

  boolean isNull(int row) {
    return allNull(form)
        || (someNull(form) && (bytes[nullsAt + (row >> 3)] & (1 << (row & 7))) != 0);
  }

  /// Where the cell starts in [#bytes].
  int start(int row) {
    return dataAt + (row == 0 ? 0 : end(row - 1));
  }

  /// The cell's length in bytes; 0 for NULL.
  int length(int row) {
    return row == 0 ? end(0) : end(row) - end(row - 1);
  }

  private int end(int row) {
    return switch (form & FORM) {
      case SHORT_ENDS -> number(bytes, endsAt + 2 * row, 2) - before;
      case LONG_ENDS -> number(bytes, endsAt + 4 * row, 4) - before;
      default -> (row + 1) * width;
    };
  }

  /// A copy of at most `limit` bytes of the cell, from its byte `from` on; null for NULL.
  byte @Nullable [] copy(int row, int from, int limit) {
    if (isNull(row)) {
      return null;
    }
    int first = Math.min(from, length(row));
    int start = start(row) + first;
    return Arrays.copyOfRange(bytes, start, start + Math.min(limit, length(row) - first));
  }

  /// Hands the cell to `reader` in place.
  void read(int row, RowPage.CellReader reader) {
    if (isNull(row)) {
      reader.nul();
    } else {
      reader.value(bytes, start(row), length(row));
    }
  }

  /// The cell as a whole number; [#NULL_NUMBER] for NULL, [Sorting#NO_INTEGER] when it is none or
  /// as large as one of these.
  long number(int row) {
    if (isNull(row)) {
      return NULL_NUMBER;
    }
    long value = Sorting.integer(bytes, start(row), dataAt + end(row));
    return value == NULL_NUMBER ? Sorting.NO_INTEGER : value;
  }

  /// The whole block, to be read only.
  byte[] bytes() {
    return bytes;
  }

  private static int plain(int end) {
    return end < 0 ? ~end : end;
  }

  /// A number of two or four bytes.
  static int number(byte[] from, int at, int size) {
    int low = (from[at] & 0xFF) | (from[at + 1] & 0xFF) << 8;
    return size == 2 ? low : low | (from[at + 2] & 0xFF) << 16 | from[at + 3] << 24;
  }

  private static void putFour(byte[] into, int at, int value) {
    into[at] = (byte) value;
    into[at + 1] = (byte) (value >> 8);
    into[at + 2] = (byte) (value >> 16);
    into[at + 3] = (byte) (value >> 24);
  }
}
