package dev.tusk.core.export;

import dev.tusk.core.result.ResultColumn;
import java.util.List;
import java.util.stream.IntStream;

/// `IN (…)`: the values of one column, or rows of several; with names the whole condition.
///
/// NULL, and a row that holds one, is left out and counted in a comment: `IN` never finds it, and
/// `NOT IN` would find nothing because of it.
final class InListFormat implements TextWriter.TextFormat {
  /// Values a line, so that a long list can be read and edited.
  private static final int LINE = 20;

  private final List<ResultColumn> columns;
  private final boolean header;
  private long written;
  private long leftOut;

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
    if (IntStream.range(0, columns.size()).anyMatch(cells::isNull)) {
      leftOut++;
      return;
    }
    out.put(written == 0 ? "" : written % LINE == 0 ? ",\n  " : ", ");
    written++;
    out.put(columns.size() == 1 ? "" : "(");
    SqlLiteral literal = new SqlLiteral(out);
    for (int i = 0; i < columns.size(); i++) {
      out.put(i == 0 ? "" : ", ");
      literal.compared(columns.get(i), i, cells);
    }
    out.put(columns.size() == 1 ? "" : ")");
  }

  /// `IN ()` is no SQL, and of a list of NULL `NOT IN` would find nothing, too.
  @Override
  public void end(long rows, ByteOut out) {
    out.put(written == 0 ? SqlLiteral.noRows(columns) + ")" : ")");
    out.put(
        leftOut == 0 ? "\n" : " /* left out: " + leftOut + " with NULL, which IN never finds */\n");
  }
}
