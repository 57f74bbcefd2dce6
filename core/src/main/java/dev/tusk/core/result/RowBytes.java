package dev.tusk.core.result;

import java.util.List;

/// Writes rows as bytes whose order is the rows', as [Sorting] does for each of their columns. No
/// row's bytes are the beginning of another's. Confined to one thread.
final class RowBytes {
  private final ResultStore.Reader reader;
  private final List<SortKey> keys;
  private final Sorting[] sortings;
  private final SortBytes bytes = new SortBytes();
  private final Cell cell = new Cell();

  RowBytes(ResultStore store, List<SortKey> keys) {
    this.reader = store.reader();
    this.keys = keys;
    this.sortings =
        keys.stream()
            .map(key -> Sorting.of(store.columns().get(key.column())))
            .toArray(Sorting[]::new);
  }

  /// The bytes of a row, until the next is asked for.
  SortBytes of(int row) {
    bytes.clear();
    for (int i = 0; i < sortings.length; i++) {
      int start = bytes.length();
      cell.sorting = sortings[i];
      reader.read(row, keys.get(i).column(), cell);
      if (keys.get(i).descending()) {
        bytes.invert(start);
      }
    }
    return bytes;
  }

  /// Writes the cell that it is shown.
  private final class Cell implements RowPage.CellReader {
    private Sorting sorting = Sorting.TEXT;

    @Override
    public void nul() {
      Sorting.writeNull(bytes);
    }

    @Override
    public void value(byte[] data, int offset, int length) {
      sorting.writeAny(data, offset, offset + length, bytes);
    }
  }
}
