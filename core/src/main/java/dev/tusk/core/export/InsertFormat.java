package dev.tusk.core.export;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.sql.Identifier;
import java.util.List;
import java.util.stream.Collectors;

/// `INSERT` statements of many rows each.
final class InsertFormat implements TextWriter.TextFormat {
  /// Rows a statement: far enough on for speed, and a mistake in one is found among few.
  static final int ROWS = 500;

  private final List<ResultColumn> columns;
  private final String head;

  InsertFormat(ExportOptions options, List<ResultColumn> columns) {
    this.columns = columns;
    String names = options.header() ? " (" + names(columns) + ")" : "";
    this.head =
        "INSERT INTO "
            + options.table()
            + (columns.isEmpty() ? " DEFAULT VALUES" : names + " VALUES");
  }

  static String names(List<ResultColumn> columns) {
    return columns.stream()
        .map(column -> Identifier.quote(column.name()))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void begin(ByteOut out) {}

  @Override
  public void row(long row, Cells cells, ByteOut out) {
    boolean first = row % ROWS == 0;
    if (columns.isEmpty()) {
      out.put(head + ";\n");
      return;
    }
    if (first) {
      out.put(row == 0 ? "" : ";\n");
      out.put(head);
    }
    out.put(first ? "\n  (" : ",\n  (");
    SqlLiteral literal = new SqlLiteral(out);
    for (int i = 0; i < columns.size(); i++) {
      out.put(i == 0 ? "" : ", ");
      literal.plain(columns.get(i), i, cells);
    }
    out.put(')');
  }

  @Override
  public void end(long rows, ByteOut out) {
    out.put(rows == 0 || columns.isEmpty() ? "" : ";\n");
  }
}
