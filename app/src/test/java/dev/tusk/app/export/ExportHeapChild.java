package dev.tusk.app.export;

import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import dev.tusk.core.export.ExportRun;
import dev.tusk.core.export.RowWriter;
import dev.tusk.core.export.WriteRows;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.RowPage;
import dev.tusk.sqlite.spill.SpillDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Exports many rows in a small heap, in each format that it is given: to a file as Tusk does, or,
/// for the twin, into memory.
final class ExportHeapChild {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final int PAGE = 5_000;
  private static final List<ResultColumn> COLUMNS =
      List.of(
          new ResultColumn("id", "int4", 23, Kind.NUMBER),
          new ResultColumn("name", "text", 25, Kind.TEXT),
          new ResultColumn("at", "timestamptz", 1184, Kind.TIME),
          new ResultColumn("data", "jsonb", 3802, Kind.JSON));

  private ExportHeapChild() {}

  public static void main(String[] args) throws IOException {
    int rows = Integer.parseInt(args[1]);
    Path folder = Path.of(args[2]);
    long heap = Runtime.getRuntime().maxMemory();
    OUT.println("READY");
    try (SpillDirectory files = new SpillDirectory(folder.resolve("spilled"));
        ResultStore store =
            new KeepResults(new MemoryBudget(heap * 3 / 8), new MemoryBudget(heap * 3 / 16), files)
                .begin(COLUMNS)) {
      for (int from = 0; from < rows; from += PAGE) {
        store.append(page(from));
      }
      for (String word : args[3].split(",", -1)) {
        ExportFormat format = ExportFormat.of(word).orElseThrow();
        if (args[0].equals("file")) {
          toFile(format, store, folder.resolve("rows." + word));
        } else {
          toMemory(format, store);
        }
      }
    }
  }

  private static ExportOptions options() {
    return ExportOptions.DEFAULTS.into("t", List.of("id"));
  }

  private static ExportRun.Rows rows(ResultStore store) {
    return taker -> {
      ResultStore.Reader reader = store.reader();
      for (long row = 0; row < store.rowCount(); row++) {
        long at = row;
        taker.take((column, into) -> reader.read(at, column, into));
      }
    };
  }

  private static void toFile(ExportFormat format, ResultStore store, Path file) {
    ExportRun.Listener told =
        new ExportRun.Listener() {
          @Override
          public void progress(long rows, long bytes) {}

          @Override
          public void done(long rows, long bytes) {
            OUT.println(format.word() + " " + rows);
          }

          @Override
          public void failed(@Nullable Exception reason) {
            OUT.println(format.word() + " failed: " + reason);
          }
        };
    new ExportRun(new WriteRows(), format, options(), file, told)
        .write(COLUMNS, rows(store), Cancellation.create());
  }

  private static void toMemory(ExportFormat format, ResultStore store) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    RowWriter writer = new WriteRows().to(all, format, options(), COLUMNS);
    writer.begin();
    rows(store).forEach(writer::row);
    writer.end();
    OUT.println(format.word() + " " + store.rowCount() + " in " + all.size());
  }

  private static RowPage page(int from) {
    RowPage.Builder page = new RowPage.Builder(COLUMNS.size(), PAGE, PAGE * 120);
    for (int row = from; row < from + PAGE; row++) {
      page.add(bytes(String.valueOf(row)));
      page.add(row % 9 == 0 ? null : bytes("customer \"number\" " + row + ", of a long name"));
      page.add(bytes("2026-11-29 12:00:" + (10 + row % 50) + ".123456+00"));
      page.add(bytes("{\"id\": " + row + ", \"tag\": \"x\"}"));
    }
    return page.build(PAGE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
