package dev.tusk.core.export;

import dev.tusk.core.result.ResultColumn;
import java.util.List;

/// A `VALUES` list whose first row says the types; with names it is a whole `SELECT`.
final class ValuesFormat implements TextWriter.TextFormat {
  private final List<ResultColumn> columns;
  private final boolean header;

  ValuesFormat(ExportOptions options, List<ResultColumn> columns) {
    this.columns = columns;
    this.header = options.header();
  }

  @Override
  public void begin(ByteOut out) {}

  @Override
  public void row(long row, Cells cells, ByteOut out) {
    if (row == 0) {
      out.put(header ? "SELECT * FROM (VALUES\n  (" : "VALUES\n  (");
    } else {
      out.put(",\n  (");
    }
    SqlLiteral literal = new SqlLiteral(out);
    for (int i = 0; i < columns.size(); i++) {
      out.put(i == 0 ? "" : ", ");
      if (row == 0) {
        literal.cast(columns.get(i), i, cells);
      } else {
        literal.below(columns.get(i), i, cells);
      }
    }
    out.put(')');
  }

  /// `VALUES` needs a row: without one, a query that gives none.
  @Override
  public void end(long rows, ByteOut out) {
    if (rows == 0) {
      out.put(SqlLiteral.noRows(columns) + ";\n");
    } else {
      out.put(header ? "\n) AS t (" + InsertFormat.names(columns) + ");\n" : ";\n");
    }
  }
}
