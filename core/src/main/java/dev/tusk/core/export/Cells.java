package dev.tusk.core.export;

import dev.tusk.core.result.RowPage;

/// The cells of one row, by the place of their column among those that are written.
@FunctionalInterface
public interface Cells {
  /// Hands the cell to `reader`, which reads it during the call only.
  void read(int column, RowPage.CellReader reader);
}
