package dev.tusk.swing.editor.export;

import dev.tusk.core.export.ExportRun;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultStore;
import dev.tusk.swing.editor.grid.CellBlock;
import java.io.IOException;
import java.util.List;

/// The cells of a block, read from the store one row after the other, in the order shown.
record StoreRows(ResultStore store, CellBlock block) implements ExportRun.Rows {

  /// The columns in their order.
  List<ResultColumn> columns() {
    return block.columns().stream().map(store.columns()::get).toList();
  }

  @Override
  public void forEach(ExportRun.Taker taker) throws IOException {
    block.read(store, row -> taker.take(row::read));
  }
}
