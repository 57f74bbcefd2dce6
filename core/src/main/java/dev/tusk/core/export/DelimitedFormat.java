package dev.tusk.core.export;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import java.util.Arrays;
import java.util.List;

/// CSV, TSV and raw: the server's bytes with separators, nothing decoded on the way.
///
/// CSV quotes as PostgreSQL's `COPY … CSV` does (`CopyAttributeOutCSV`): a value with a comma, a
/// quote, CR or LF, what would be read as NULL, and a lone `\.`. TSV escapes as `COPY … TEXT`
/// does. Raw escapes nothing, as `psql -At`.
final class DelimitedFormat implements TextWriter.TextFormat, RowPage.CellReader {
  private static final byte[][] ESCAPES = ByteOut.escapes();

  static {
    ESCAPES['\\'] = ByteOut.bytes("\\\\");
    ESCAPES['\b'] = ByteOut.bytes("\\b");
    ESCAPES['\f'] = ByteOut.bytes("\\f");
    ESCAPES['\n'] = ByteOut.bytes("\\n");
    ESCAPES['\r'] = ByteOut.bytes("\\r");
    ESCAPES['\t'] = ByteOut.bytes("\\t");
    ESCAPES[0x0B] = ByteOut.bytes("\\v");
  }

  private final List<ResultColumn> columns;
  private final Kind[] kinds;
  private final boolean header;
  private final Quoting quoting;
  private final char separator;
  private final byte[] nullText;
  private final boolean safe;
  private ByteOut out = ByteOut.NOWHERE;
  private Kind kind = Kind.TEXT;

  /// How a value that holds a separator is written.
  private enum Quoting {
    CSV,
    COPY_TEXT,
    SPREADSHEET,
    NONE
  }

  DelimitedFormat(ExportFormat format, ExportOptions options, List<ResultColumn> columns) {
    this.columns = columns;
    this.kinds = columns.stream().map(ResultColumn::kind).toArray(Kind[]::new);
    this.header = options.header();
    boolean csv = format == ExportFormat.CSV;
    this.quoting =
        csv ? Quoting.CSV : options.quotedTabs() ? Quoting.SPREADSHEET : Quoting.COPY_TEXT;
    this.separator = csv ? ',' : '\t';
    String nul = options.nullText();
    this.nullText = ByteOut.bytes(nul != null ? nul : quoting == Quoting.COPY_TEXT ? "\\N" : "");
    this.safe = options.spreadsheetSafe();
  }

  /// Raw.
  DelimitedFormat(String nullText, List<ResultColumn> columns) {
    this.columns = columns;
    this.kinds = columns.stream().map(ResultColumn::kind).toArray(Kind[]::new);
    this.header = false;
    this.quoting = Quoting.NONE;
    this.separator = '|';
    this.nullText = ByteOut.bytes(nullText);
    this.safe = false;
  }

  @Override
  public void begin(ByteOut to) {
    out = to;
    if (header) {
      kind = Kind.TEXT;
      for (int i = 0; i < kinds.length; i++) {
        if (i > 0) {
          out.put(separator);
        }
        byte[] name = ByteOut.bytes(columns.get(i).name());
        value(name, 0, name.length);
      }
      out.put('\n');
    }
  }

  @Override
  public void row(long row, Cells cells, ByteOut to) {
    for (int i = 0; i < kinds.length; i++) {
      if (i > 0) {
        out.put(separator);
      }
      kind = kinds[i];
      cells.read(i, this);
    }
    // psql -At prints nothing for a row without columns, COPY an empty line.
    if (kinds.length > 0 || quoting != Quoting.NONE) {
      out.put('\n');
    }
  }

  @Override
  public void end(long rows, ByteOut to) {}

  @Override
  public void nul() {
    out.put(nullText);
  }

  @Override
  public void value(byte[] data, int offset, int length) {
    if (safe && isFormula(data, offset, length)) {
      byte[] defused = new byte[length + 1];
      defused[0] = '\'';
      System.arraycopy(data, offset, defused, 1, length);
      quoted(defused, 0, length + 1);
    } else {
      quoted(data, offset, length);
    }
  }

  private void quoted(byte[] data, int offset, int length) {
    switch (quoting) {
      case CSV -> csv(data, offset, length);
      case COPY_TEXT -> out.putEscaped(data, offset, length, ESCAPES);
      case SPREADSHEET -> spreadsheet(data, offset, length);
      case NONE -> out.put(data, offset, length);
    }
  }

  private void csv(byte[] data, int offset, int length) {
    boolean quote = isNullText(data, offset, length);
    quote |= kinds.length == 1 && length == 2 && data[offset] == '\\' && data[offset + 1] == '.';
    for (int i = offset; !quote && i < offset + length; i++) {
      byte each = data[i];
      quote = each == ',' || each == '"' || each == '\n' || each == '\r';
    }
    put(data, offset, length, quote);
  }

  /// A single cell of a spreadsheet can hold anything when it is in quotes.
  private void spreadsheet(byte[] data, int offset, int length) {
    boolean quote = false;
    for (int i = offset; !quote && i < offset + length; i++) {
      byte each = data[i];
      quote = each == '\t' || each == '\n' || each == '\r' || (each == '"' && i == offset);
    }
    put(data, offset, length, quote);
  }

  private void put(byte[] data, int offset, int length, boolean quote) {
    if (quote) {
      out.put('"');
      out.putDoubled(data, offset, length, '"', '"');
      out.put('"');
    } else {
      out.put(data, offset, length);
    }
  }

  private boolean isNullText(byte[] data, int offset, int length) {
    return length == nullText.length
        && Arrays.equals(data, offset, offset + length, nullText, 0, length);
  }

  private boolean isFormula(byte[] data, int offset, int length) {
    if (length == 0) {
      return false;
    }
    return switch (data[offset]) {
      case '=', '@', '\t', '\r' -> true;
      case '+', '-' -> kind != Kind.NUMBER || !NumberText.isNumber(data, offset, length);
      default -> false;
    };
  }
}
