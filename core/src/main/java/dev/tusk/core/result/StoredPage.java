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

  /// How each column's block in the file is made.
  private final byte[] forms;

  private StoredPage(
      ResultStore owner,
      int rows,
      @Nullable RowPage inMemory,
      @Nullable SpillFile file,
      long[] places,
      byte[] forms) {
    this.owner = owner;
    this.rows = rows;
    this.inMemory = inMemory;
    this.file = file;
    this.places = places;
    this.forms = forms;
  }

  static StoredPage inMemory(ResultStore owner, RowPage page) {
    return new StoredPage(owner, page.rowCount(), page, null, new long[0], new byte[0]);
  }

  /// Writes `page` into `file`.
  static StoredPage spill(ResultStore owner, RowPage page, SpillFile file) {
    int columns = page.columnCount();
    List<byte[]> parts = new ArrayList<>(columns);
    byte[] forms = new byte[columns];
    for (int column = 0; column < columns; column++) {
      parts.add(page.column(column).bytes());
      forms[column] = page.column(column).form();
    }
    long[] places = new long[columns + 1];
    places[0] = file.append(parts);
    for (int column = 0; column < columns; column++) {
      places[column + 1] = places[column] + parts.get(column).length;
    }
    return new StoredPage(owner, page.rowCount(), null, file, places, forms);
  }

  ResultStore owner() {
    return owner;
  }

  int rows() {
    return rows;
  }

  /// The start of a cell if it takes no reading; else null.
  StoredBlock.@Nullable Piece atHand(int row, int column, int limit, BlockCache cache) {
    if (inMemory != null) {
      return piece(inMemory.column(column), row, 0, limit);
    }
    ColumnBlock slice = cache.get(this, column, row / StoredBlock.SLICE);
    return slice == null ? null : piece(slice, row % StoredBlock.SLICE, 0, limit);
  }

  /// A piece of a cell. Reads the file where it must, and keeps what it read of it and its
  /// neighbours in `cache`, unless they are too long for that.
  StoredBlock.Piece piece(int row, int column, int from, int limit, BlockCache cache) {
    if (inMemory != null) {
      return piece(inMemory.column(column), row, from, limit);
    }
    int at = row / StoredBlock.SLICE;
    ColumnBlock slice = cache.get(this, column, at);
    if (slice == null) {
      StoredBlock block = block(column);
      slice = block.slice(at, cache.longest());
      if (slice == null) {
        return block.piece(row, from, limit);
      }
      cache.put(this, column, at, slice);
    }
    return piece(slice, row % StoredBlock.SLICE, from, limit);
  }

  private static StoredBlock.Piece piece(ColumnBlock block, int row, int from, int limit) {
    return new StoredBlock.Piece(block.copy(row, from, limit), block.length(row));
  }

  /// The whole block, read past any cache.
  ColumnBlock read(int column) {
    return inMemory != null ? inMemory.column(column) : block(column).all();
  }

  private StoredBlock block(int column) {
    if (file == null) {
      throw new IllegalStateException("this page is in memory");
    }
    int length = (int) (places[column + 1] - places[column]);
    return new StoredBlock(file, places[column], length, forms[column], rows);
  }
}
