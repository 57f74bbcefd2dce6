package dev.tusk.core.export;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import java.util.List;
import java.util.stream.Collectors;

/// A table of GitHub's Markdown that shows each value as it is; NULL is `*NULL*`.
final class MarkdownFormat implements TextWriter.TextFormat, RowPage.CellReader {
  private static final byte[][] ESCAPES = ByteOut.escapes();

  static {
    for (char each : "\\`*_[]<>|~".toCharArray()) {
      ESCAPES[each] = ByteOut.bytes("\\" + each);
    }
    ESCAPES['&'] = ByteOut.bytes("&amp;");
    ESCAPES['\n'] = ByteOut.bytes("<br>");
    ESCAPES['\r'] = ByteOut.bytes("&#13;");
    ESCAPES['\t'] = ByteOut.bytes("&#9;");
  }

  private static final byte[] BLANK = ByteOut.bytes("&#32;");

  private final List<ResultColumn> columns;
  private final boolean header;
  private ByteOut out = ByteOut.NOWHERE;

  MarkdownFormat(ExportOptions options, List<ResultColumn> columns) {
    this.columns = columns;
    this.header = options.header();
  }

  /// A table needs a first line; without names it is empty.
  @Override
  public void begin(ByteOut to) {
    out = to;
    for (ResultColumn column : columns) {
      out.put("| ");
      byte[] name = ByteOut.bytes(header ? column.name() : "");
      value(name, 0, name.length);
      out.put(' ');
    }
    out.put("|\n");
    out.put(
        columns.stream()
            .map(column -> column.kind() == Kind.NUMBER ? "| ---: " : "| --- ")
            .collect(Collectors.joining("", "", "|\n")));
  }

  @Override
  public void row(long row, Cells cells, ByteOut to) {
    for (int i = 0; i < columns.size(); i++) {
      out.put("| ");
      cells.read(i, this);
      out.put(' ');
    }
    out.put("|\n");
  }

  @Override
  public void end(long rows, ByteOut to) {}

  @Override
  public void nul() {
    out.put("*NULL*");
  }

  @Override
  public void value(byte[] data, int offset, int length) {
    int from = offset;
    int to = offset + length;
    // Blanks at the ends would be trimmed.
    for (; from < to && data[from] == ' '; from++) {
      out.put(BLANK);
    }
    int end = to;
    while (end > from && data[end - 1] == ' ') {
      end--;
    }
    out.putEscaped(data, from, end - from, ESCAPES);
    for (; end < to; end++) {
      out.put(BLANK);
    }
  }
}
