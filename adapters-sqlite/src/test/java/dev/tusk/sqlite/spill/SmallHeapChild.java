package dev.tusk.sqlite.spill;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.ResultView;
import dev.tusk.core.result.RowFilter;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.result.SortKey;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Keeps a large result in a small heap and reads it back: `spill` as Tusk does, `memory` with a
/// budget that never sends a page to the disk.
final class SmallHeapChild {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final int PAGE = 5_000;
  private static final int COLUMNS = 10;

  private SmallHeapChild() {}

  public static void main(String[] args) {
    int rows = Integer.parseInt(args[2]);
    long heap = Runtime.getRuntime().maxMemory();
    // The shares that Tusk gives.
    long budget = args[0].equals("spill") ? heap * 3 / 8 : Long.MAX_VALUE / 2;
    OUT.println("READY");
    try (SpillDirectory files = new SpillDirectory(Path.of(args[1]));
        ResultStore store =
            new KeepResults(new MemoryBudget(budget), new MemoryBudget(heap * 3 / 16), files)
                .begin(columns())) {
      for (int from = 0; from < rows; from += PAGE) {
        store.append(page(from));
      }
      Random random = new Random(7);
      for (int i = 0; i < 20_000; i++) {
        int row = random.nextInt(rows);
        int column = random.nextInt(COLUMNS);
        if (!cell(row, column).equals(String.valueOf(store.text(row, column)))) {
          OUT.println("WRONG " + row + " " + column);
          return;
        }
      }
      ResultStore.Reader reader = store.reader();
      for (int row = 0; row < rows; row++) {
        if (!cell(row, 0).equals(reader.text(row, 0))) {
          OUT.println("WRONG " + row);
          return;
        }
      }
      sort(store, rows);
      OUT.println("ROWS " + store.rowCount());
      OUT.println("HELD " + store.heapBytes());
    }
  }

  /// By a number and by a text, and the rows that hold a text: what a person does with the grid.
  private static void sort(ResultStore store, int rows) {
    long start = System.nanoTime();
    try (ResultView down = arrange(store, List.of(), new SortKey(0, true))) {
      for (int i = 0; i < rows; i++) {
        if (down.row(i) != rows - 1 - i) {
          OUT.println("WRONG order of numbers at " + i);
          return;
        }
      }
    }
    OUT.println("BY NUMBER " + (System.nanoTime() - start) / 1_000_000 + " ms");
    start = System.nanoTime();
    try (ResultView up = arrange(store, List.of(), new SortKey(8, false))) {
      ResultStore.Reader reader = store.reader();
      String before = "";
      for (int i = 0; i < rows; i += rows / 1_000) {
        String text = String.valueOf(reader.text(up.row(i), 8));
        if (before.compareTo(text) > 0) {
          OUT.println("WRONG order of texts at " + i);
          return;
        }
        before = text;
      }
    }
    OUT.println("BY TEXT " + (System.nanoTime() - start) / 1_000_000 + " ms");
    start = System.nanoTime();
    RowFilter last = new RowFilter.Contains("NUMBER " + (rows - 1) + " OF", 8);
    try (ResultView found = arrange(store, List.of(last))) {
      OUT.println("FOUND " + found.rowCount() + (found.row(0) == rows - 1 ? "" : " WRONG"));
    }
    OUT.println("FILTER " + (System.nanoTime() - start) / 1_000_000 + " ms");
  }

  private static ResultView arrange(ResultStore store, List<RowFilter> filters, SortKey... keys) {
    return store.arrange(filters, List.of(keys), Cancellation.create(), done -> {});
  }

  private static List<ResultColumn> columns() {
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(new ResultColumn("c" + i, i == 0 ? "int4" : "text", 0, ResultColumn.Kind.OTHER));
    }
    return columns;
  }

  private static RowPage page(int from) {
    RowPage.Builder page = new RowPage.Builder(COLUMNS, PAGE, PAGE * 180);
    for (int row = from; row < from + PAGE; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        String cell = cell(row, column);
        page.add(cell.equals("null") ? null : cell.getBytes(StandardCharsets.UTF_8));
      }
    }
    return page.build(PAGE);
  }

  /// About 170 bytes a row.
  private static String cell(int row, int column) {
    return switch (column) {
      case 0 -> String.valueOf(row);
      case 1 -> row % 2 == 0 ? "t" : "f";
      case 2 -> row % 7 == 0 ? "null" : String.valueOf(row * 31L);
      case 3 -> "00000000-0000-4000-8000-" + (100_000_000_000L + row);
      case 4 -> "2026-11-29 12:00:" + (10 + row % 50) + ".123456+00";
      case 5 -> "status " + row % 5;
      case 6 -> "{\"id\": " + row + ", \"tag\": \"x\"}";
      case 7 -> row / 100 + "." + (10 + row % 90);
      case 8 -> "customer number " + row + " of a long name";
      default -> String.format(Locale.ROOT, "%08x", row * 0x9E3779B9L & 0xFFFFFFFFL);
    };
  }
}
