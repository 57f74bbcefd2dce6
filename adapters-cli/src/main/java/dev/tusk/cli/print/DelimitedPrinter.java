package dev.tusk.cli.print;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Writes CSV, TSV and raw: the server's bytes with separators, nothing decoded on the way.
///
/// CSV quotes as PostgreSQL's `COPY … CSV` does (`CopyAttributeOutCSV`): a value with a comma, a
/// quote, CR or LF, the empty string, and a lone `\.`. TSV escapes as `COPY … TEXT` does. Raw
/// escapes nothing and sets nothing between two results, as `psql -At`.
final class DelimitedPrinter implements ResultPrinter, RowPage.CellReader {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final OutputFormat format;
  private final boolean header;
  private final byte[] nullText;
  private final byte separator;
  private final byte[] buffer = new byte[BUFFER];
  private int used;
  private boolean another;
  private int columns;

  DelimitedPrinter(OutputStream out, OutputFormat format, boolean header, String nullText) {
    this.out = out;
    this.format = format;
    this.header = header && format != OutputFormat.RAW;
    this.nullText = nullText.getBytes(StandardCharsets.UTF_8);
    this.separator =
        switch (format) {
          case TSV -> '\t';
          case RAW -> '|';
          case CSV, ALIGNED, JSON, JSONL -> ',';
        };
  }

  @Override
  public void begin(int statement, List<ResultColumn> described) throws IOException {
    if (another && format != OutputFormat.RAW) {
      put((byte) '\n');
    }
    another = true;
    columns = described.size();
    if (header) {
      for (int i = 0; i < columns; i++) {
        if (i > 0) {
          put(separator);
        }
        byte[] name = described.get(i).name().getBytes(StandardCharsets.UTF_8);
        value(name, 0, name.length);
      }
      put((byte) '\n');
    }
  }

  @Override
  public void rows(RowPage page) throws IOException {
    try {
      for (int row = 0; row < page.rowCount(); row++) {
        for (int column = 0; column < columns; column++) {
          if (column > 0) {
            put(separator);
          }
          page.read(row, column, this);
        }
        // psql -At prints nothing for a row without columns, COPY an empty line.
        if (columns > 0 || format != OutputFormat.RAW) {
          put((byte) '\n');
        }
      }
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  @Override
  public void end(long rows) throws IOException {
    flush();
  }

  @Override
  public void finish() throws IOException {
    flush();
    out.flush();
  }

  @Override
  public void nul() {
    put(nullText, 0, nullText.length);
  }

  @Override
  public void value(byte[] data, int offset, int length) {
    switch (format) {
      case CSV -> csv(data, offset, length);
      case TSV -> escaped(data, offset, length);
      case RAW, ALIGNED, JSON, JSONL -> put(data, offset, length);
    }
  }

  private void csv(byte[] data, int offset, int length) {
    boolean quote =
        length == nullText.length
            && Arrays.equals(data, offset, offset + length, nullText, 0, length);
    quote |= columns == 1 && length == 2 && data[offset] == '\\' && data[offset + 1] == '.';
    for (int i = offset; !quote && i < offset + length; i++) {
      byte each = data[i];
      quote = each == ',' || each == '"' || each == '\n' || each == '\r';
    }
    if (!quote) {
      put(data, offset, length);
      return;
    }
    put((byte) '"');
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      if (data[i] == '"') {
        put(data, from, i - from + 1);
        from = i;
      }
    }
    put(data, from, offset + length - from);
    put((byte) '"');
  }

  private void escaped(byte[] data, int offset, int length) {
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      char letter =
          switch (data[i]) {
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\\' -> '\\';
            default -> 0;
          };
      if (letter != 0) {
        put(data, from, i - from);
        put((byte) '\\');
        put((byte) letter);
        from = i + 1;
      }
    }
    put(data, from, offset + length - from);
  }

  private void put(byte one) {
    if (used == BUFFER) {
      flushUnchecked();
    }
    buffer[used++] = one;
  }

  private void put(byte[] data, int offset, int length) {
    if (length > BUFFER - used) {
      flushUnchecked();
      if (length > BUFFER) {
        try {
          out.write(data, offset, length);
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
        return;
      }
    }
    System.arraycopy(data, offset, buffer, used, length);
    used += length;
  }

  private void flushUnchecked() {
    try {
      flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }
}
