package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Result stores for tests.
final class Stores {
  private Stores() {}

  static ResultStore of(List<Kind> kinds, @Nullable String[]... rows) {
    var columns = kinds.stream().map(k -> new ResultColumn("c" + k, "type", 0, k)).toList();
    var store = new ResultStore(columns, new MemoryBudget(Long.MAX_VALUE / 2));
    var page = new RowPage.Builder(kinds.size(), rows.length, 64);
    for (var row : rows) {
      for (var cell : row) {
        page.add(cell == null ? null : cell.getBytes(StandardCharsets.UTF_8));
      }
    }
    store.append(page.build(rows.length));
    return store;
  }

  /// Numbers from 1, a thousand rows a page.
  static ResultStore numbers(int rows) {
    var columns = List.of(new ResultColumn("n", "int4", 23, Kind.NUMBER));
    var store = new ResultStore(columns, new MemoryBudget(Long.MAX_VALUE / 2));
    for (var from = 0; from < rows; from += 1000) {
      var count = Math.min(1000, rows - from);
      var page = new RowPage.Builder(1, count, count * 7);
      for (var i = 1; i <= count; i++) {
        page.add(String.valueOf(from + i).getBytes(StandardCharsets.UTF_8));
      }
      store.append(page.build(count));
    }
    return store;
  }
}
