package dev.tusk.swing.editor.cell;

import dev.tusk.core.result.ResultStore;

/// The text of a cell as the server sent it, in UTF-8. NULL has no bytes.
record StoredCell(ResultStore store, long row, int column) implements ValueBytes {
  @Override
  public long length() {
    return store.length(row, column);
  }

  @Override
  public byte[] read(long from, int count) {
    var start = (int) Math.min(from, Integer.MAX_VALUE);
    var bytes = store.slice(row, column, start, count);
    return bytes == null ? new byte[0] : bytes;
  }
}
