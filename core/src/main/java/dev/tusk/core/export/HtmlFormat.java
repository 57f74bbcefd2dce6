package dev.tusk.core.export;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import java.util.List;

/// A page of HTML with one table; a NULL is an empty cell of class `null`.
final class HtmlFormat implements TextWriter.TextFormat, RowPage.CellReader {
  private static final byte[][] ESCAPES = ByteOut.escapes();

  static {
    ESCAPES['&'] = ByteOut.bytes("&amp;");
    ESCAPES['<'] = ByteOut.bytes("&lt;");
    ESCAPES['>'] = ByteOut.bytes("&gt;");
    ESCAPES['\r'] = ByteOut.bytes("&#13;");
  }

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html><head><meta charset="utf-8"/><title>Result</title>
      <style>
      table { border-collapse: collapse } th, td { border: 1px solid #bbb; padding: 2px 6px }
      td { white-space: pre-wrap } td.n { text-align: right } td.null { background: #eee }
      </style></head><body>
      <table>
      """;

  private final List<ResultColumn> columns;
  private final boolean header;
  private ByteOut out = ByteOut.NOWHERE;
  private boolean number;

  HtmlFormat(ExportOptions options, List<ResultColumn> columns) {
    this.columns = columns;
    this.header = options.header();
  }

  @Override
  public void begin(ByteOut to) {
    out = to;
    out.put(HEAD);
    if (header) {
      out.put("<thead><tr>");
      for (ResultColumn column : columns) {
        out.put("<th>");
        byte[] name = ByteOut.bytes(column.name());
        out.putEscaped(name, 0, name.length, ESCAPES);
        out.put("</th>");
      }
      out.put("</tr></thead>\n");
    }
    out.put("<tbody>\n");
  }

  @Override
  public void row(long row, Cells cells, ByteOut to) {
    out.put("<tr>");
    for (int i = 0; i < columns.size(); i++) {
      number = columns.get(i).kind() == Kind.NUMBER;
      cells.read(i, this);
    }
    out.put("</tr>\n");
  }

  @Override
  public void end(long rows, ByteOut to) {
    out.put("</tbody>\n</table>\n</body></html>\n");
  }

  @Override
  public void nul() {
    out.put("<td class=\"null\"></td>");
  }

  @Override
  public void value(byte[] data, int offset, int length) {
    out.put(number ? "<td class=\"n\">" : "<td>");
    out.putEscaped(data, offset, length, ESCAPES);
    out.put("</td>");
  }
}
