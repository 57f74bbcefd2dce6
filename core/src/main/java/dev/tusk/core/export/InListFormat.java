package dev.tusk.core.export;

import dev.tusk.core.result.ResultColumn;
import java.util.List;

/// `IN (…)`: the values of one column, or rows of several; with names the whole condition.
final class InListFormat implements TextWriter.TextFormat {
  /// Values a line, so that a long list can be read and edited.
  private static final int LINE = 20;

  private final List<ResultColumn> columns;
  private final boolean header;

  InListFormat(ExportOptions options, List<ResultColumn> columns) {
    this.columns = columns;
    this.header = options.header();
  }

  @Override
  public void begin(ByteOut out) {
    if (header) {
      String names = InsertFormat.names(columns);
      out.put((columns.size() == 1 ? names : "(" + names + ")") + " ");
    }
    out.put("IN (");
  }

  @Override
  public void row(long row, Cells cells, ByteOut out) {
    out.put(row == 0 ? "" : row % LINE == 0 ? ",\n  " : ", ");
    out.put(columns.size() == 1 ? "" : "(");
    SqlLiteral literal = new SqlLiteral(out);
    for (int i = 0; i < columns.size(); i++) {
      out.put(i == 0 ? "" : ", ");
      literal.compared(columns.get(i), i, cells);
    }
    out.put(columns.size() == 1 ? "" : ")");
  }

  /// `IN ()` is no SQL; nothing is in a list of NULL.
  @Override
  public void end(long rows, ByteOut out) {
    out.put(rows == 0 ? "NULL)\n" : ")\n");
  }
}
