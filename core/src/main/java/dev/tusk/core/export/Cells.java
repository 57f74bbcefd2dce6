package dev.tusk.core.export;

import dev.tusk.core.result.RowPage;

/// The cells of one row, by the place of their column among those that are written.
@FunctionalInterface
public interface Cells {
  /// Hands the cell to `reader`, which reads it during the call only.
  void read(int column, RowPage.CellReader reader);

  /// Whether the cell is NULL.
  default boolean isNull(int column) {
    boolean[] found = new boolean[1];
    read(
        column,
        new RowPage.CellReader() {
          @Override
          public void nul() {
            found[0] = true;
          }

          @Override
          public void value(byte[] data, int offset, int length) {}
        });
    return found[0];
  }
}
