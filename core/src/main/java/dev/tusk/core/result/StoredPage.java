package dev.tusk.core.result;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a store, in memory or in its file. Immutable; found by identity.
final class StoredPage {
  private final ResultStore owner;
  private final int rows;
  private final @Nullable RowPage inMemory;
  private final @Nullable SpillFile file;

  /// Where each column's block starts in the file, and after the last one where it ends.
  private final long[] places;

  private StoredPage(
      ResultStore owner,
      int rows,
      @Nullable RowPage inMemory,
      @Nullable SpillFile file,
      long[] places) {
    this.owner = owner;
    this.rows = rows;
    this.inMemory = inMemory;
    this.file = file;
    this.places = places;
  }

  static StoredPage inMemory(ResultStore owner, RowPage page) {
    return new StoredPage(owner, page.rowCount(), page, null, new long[0]);
  }

  /// Writes `page` into `file`.
  static StoredPage spill(ResultStore owner, RowPage page, SpillFile file) {
    int columns = page.columnCount();
    List<byte[]> parts = new ArrayList<>(columns);
    for (int column = 0; column < columns; column++) {
      parts.add(page.column(column).bytes());
    }
    long[] places = new long[columns + 1];
    places[0] = file.append(parts);
    for (int column = 0; column < columns; column++) {
      places[column + 1] = places[column] + parts.get(column).length;
    }
    return new StoredPage(owner, page.rowCount(), null, file, places);
  }

  ResultStore owner() {
    return owner;
  }

  int rows() {
    return rows;
  }

  boolean isInMemory() {
    return inMemory != null;
  }

  /// The block if it takes no reading; else null.
  @Nullable ColumnBlock atHand(int column, BlockCache cache) {
    return inMemory != null ? inMemory.column(column) : cache.get(this, column);
  }

  /// The block; reads the file where it must, and keeps what it read in `cache`.
  ColumnBlock block(int column, BlockCache cache) {
    ColumnBlock known = atHand(column, cache);
    if (known == null) {
      known = read(column);
      cache.put(this, column, known);
    }
    return known;
  }

  /// The block, read past any cache.
  ColumnBlock read(int column) {
    if (inMemory != null) {
      return inMemory.column(column);
    }
    return new ColumnBlock(file().read(places[column], length(column)), rows);
  }

  /// The length of the column's block in the file; 0 in memory.
  int length(int column) {
    return inMemory != null ? 0 : (int) (places[column + 1] - places[column]);
  }

  /// Reads no more of a long block than its head and a piece of one cell.
  Piece piece(int row, int column, int from, int limit) {
    int head = Math.min(length(column), ColumnBlock.mostHeadBytes(rows));
    ColumnBlock block = new ColumnBlock(file().read(places[column], head), rows);
    int length = block.length(row);
    if (block.isNull(row)) {
      return new Piece(null, 0);
    }
    int first = Math.min(from, length);
    long start = places[column] + block.start(row) + first;
    return new Piece(file().read(start, Math.min(limit, length - first)), length);
  }

  private SpillFile file() {
    if (file == null) {
      throw new IllegalStateException("this page is in memory");
    }
    return file;
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
}
