package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.result.SpillFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Result stores for tests.
final class Stores {
  private Stores() {}

  static ResultStore of(List<Kind> kinds, @Nullable String[]... rows) {
    var columns = kinds.stream().map(k -> new ResultColumn("c" + k, type(k), 0, k)).toList();
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

  private static String type(Kind kind) {
    return kind == Kind.NUMBER ? "numeric" : "type";
  }

  /// Numbers from 1, a thousand rows a page.
  static ResultStore numbers(int rows) {
    var columns = List.of(new ResultColumn("n", "int4", 23, Kind.NUMBER));
    return numbers(rows, new ResultStore(columns, new MemoryBudget(Long.MAX_VALUE / 2)));
  }

  /// Numbers from 1, a thousand rows a page, none of them in memory.
  static ResultStore spilledNumbers(int rows, SpillFiles files) {
    var columns = List.of(new ResultColumn("n", "int4", 23, Kind.NUMBER));
    return numbers(rows, new KeepResults(new MemoryBudget(1000), files).begin(columns));
  }

  private static ResultStore numbers(int rows, ResultStore store) {
    for (var from = 0; from < rows; from += 1000) {
      store.append(page(IntStream.rangeClosed(from + 1, Math.min(from + 1000, rows)).toArray()));
    }
    return store;
  }

  /// A page of one column.
  static RowPage page(int... numbers) {
    var page = new RowPage.Builder(1, numbers.length, numbers.length * 7);
    for (var number : numbers) {
      page.add(String.valueOf(number).getBytes(StandardCharsets.UTF_8));
    }
    return page.build(numbers.length);
  }
}
