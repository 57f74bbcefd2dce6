package dev.tusk.core.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Writes rows in a format of text.
final class TextWriter implements RowWriter {
  private final TextFormat format;
  private final ByteOut out;
  private long rows;

  TextWriter(TextFormat format, OutputStream out) {
    this.format = format;
    this.out = new ByteOut(out);
  }

  /// What is written around and between the cells. A failure of the stream is unchecked here.
  interface TextFormat {
    void begin(ByteOut out);

    /// Writes a row.
    ///
    /// @param row its number, from 0
    void row(long row, Cells cells, ByteOut out);

    /// Writes what comes after the rows.
    ///
    /// @param rows how many were written
    void end(long rows, ByteOut out);
  }

  @Override
  public void begin() throws IOException {
    try {
      format.begin(out);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  @Override
  public void row(Cells cells) throws IOException {
    try {
      format.row(rows, cells, out);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    rows++;
  }

  @Override
  public void end() throws IOException {
    try {
      format.end(rows, out);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    out.flush();
  }
}
