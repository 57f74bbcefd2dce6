package dev.tusk.cli.print;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A result to print. Columns are `name:kind`; cells are strings, null for NULL.
record Table(List<ResultColumn> columns, List<List<@Nullable String>> cells) {
  static Table of(String... columns) {
    List<ResultColumn> described = new ArrayList<>();
    for (String column : columns) {
      int colon = column.lastIndexOf(':');
      Kind kind = Kind.valueOf(column.substring(colon + 1).toUpperCase(java.util.Locale.ROOT));
      described.add(new ResultColumn(column.substring(0, colon), "type", 0, kind));
    }
    return new Table(described, new ArrayList<>());
  }

  Table row(@Nullable String... row) {
    List<@Nullable String> added = new ArrayList<>();
    for (@Nullable String cell : row) {
      added.add(cell);
    }
    cells.add(added);
    return this;
  }

  /// Prints the tables as the results of statements 1, 2, ….
  static String print(OutputFormat format, boolean header, String nullText, Table... tables)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    print(Printers.of(format, out, header, nullText, tables.length > 1), tables);
    return out.toString(StandardCharsets.UTF_8);
  }

  /// Prints the tables as results of the only statement.
  static String print(OutputFormat format, Table... tables) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    print(format, out, tables);
    return out.toString(StandardCharsets.UTF_8);
  }

  static void print(OutputFormat format, OutputStream out, Table... tables) throws IOException {
    print(Printers.of(format, out, true, "", false), tables);
  }

  private static void print(ResultPrinter printer, Table... tables) throws IOException {
    for (int i = 0; i < tables.length; i++) {
      printer.begin(i + 1, tables[i].columns);
      printer.rows(tables[i].page());
      printer.end(tables[i].cells.size());
    }
    printer.finish();
  }

  String print(OutputFormat format) throws IOException {
    return print(format, true, "", this);
  }

  private RowPage page() {
    RowPage.Builder page = new RowPage.Builder(columns.size(), cells.size(), 0);
    for (List<@Nullable String> row : cells) {
      for (@Nullable String cell : row) {
        page.add(cell == null ? null : cell.getBytes(StandardCharsets.UTF_8));
      }
    }
    return page.build(cells.size());
  }
}
