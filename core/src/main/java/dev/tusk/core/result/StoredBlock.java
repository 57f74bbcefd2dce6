package dev.tusk.core.result;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A column's block in a file, of which only what is wanted is read. Immutable.
final class StoredBlock {
  /// So many cells are read together where single ones are asked for.
  static final int SLICE = 64;

  private final SpillFile file;
  private final long place;
  private final int length;
  private final byte form;
  private final int rows;

  StoredBlock(SpillFile file, long place, int length, byte form, int rows) {
    this.file = file;
    this.place = place;
    this.length = length;
    this.form = form;
    this.rows = rows;
  }

  ColumnBlock all() {
    return new ColumnBlock(read(0, length), rows);
  }

  /// Some cells as a block of their own.
  ///
  /// @return null when their text is longer than `most`
  @Nullable ColumnBlock slice(int slice, long most) {
    int from = slice * SLICE;
    int count = Math.min(SLICE, rows - from);
    Span text = span(from, count);
    if (text.length() > most) {
      return null;
    }
    // Slices start where a byte of the bits for NULL does.
    byte[] nulls = ColumnBlock.someNull(form) ? nulls(from, count) : new byte[0];
    byte[] data = read(textAt() + text.start, text.length());
    return ColumnBlock.slice(form, width(), nulls, text.ends, data, text.start);
  }

  /// The piece of one cell.
  Piece piece(int row, int from, int limit) {
    Span cell = span(row, 1);
    if (isNull(row, cell)) {
      return new Piece(null, 0);
    }
    int first = Math.min(from, cell.length());
    int wanted = Math.min(limit, cell.length() - first);
    return new Piece(read(textAt() + cell.start + first, wanted), cell.length());
  }

  private boolean isNull(int row, Span cell) {
    return cell.length() == 0
        && (ColumnBlock.allNull(form)
            || (ColumnBlock.someNull(form) && (nulls(row, 1)[0] & 1 << (row & 7)) != 0));
  }

  /// Where the text of some cells is.
  private Span span(int from, int count) {
    int size = ColumnBlock.endBytes(form);
    if (size == 0) {
      return new Span(new byte[0], from * width(), (from + count) * width());
    }
    // Where the first of them starts is the end of the one before.
    int before = from == 0 ? 0 : 1;
    int endsAt = textAt() - size * rows;
    byte[] ends = read(endsAt + size * (from - before), size * (count + before));
    return new Span(
        Arrays.copyOfRange(ends, size * before, ends.length),
        before == 0 ? 0 : ColumnBlock.number(ends, 0, size),
        ColumnBlock.number(ends, ends.length - size, size));
  }

  private byte[] nulls(int from, int count) {
    return read(ColumnBlock.HEAD + from / 8, (from % 8 + count + 7) / 8);
  }

  private int width() {
    return ColumnBlock.endBytes(form) == 0 ? (length - ColumnBlock.HEAD) / rows : 0;
  }

  private int textAt() {
    return ColumnBlock.headBytes(form, rows);
  }

  private byte[] read(int from, int count) {
    return count == 0 ? new byte[0] : file.read(place + from, count);
  }

  /// A piece of a cell.
  static final class Piece {
    private final byte @Nullable [] bytes;
    private final int length;

    /// @param bytes null for NULL
    /// @param length of the whole cell, in bytes
    Piece(byte @Nullable [] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }

    byte @Nullable [] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }
  }

  /// Where the text of some cells is, counted from the beginning of all text.
  private static final class Span {
    private final byte[] ends;
    private final int start;
    private final int end;

    Span(byte[] ends, int start, int end) {
      this.ends = ends;
      this.start = start;
      this.end = end;
    }

    int length() {
      return end - start;
    }
  }
}
