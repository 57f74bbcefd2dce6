package dev.tusk.cli.print;

import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import dev.tusk.core.export.RowWriter;
import dev.tusk.core.export.WriteRows;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes one JSON document: the rows of the one result, or an array of results. A result that
/// proves to be the first of several is put into such an array while it is held, up to 64 KB.
final class JsonPrinter implements ResultPrinter {
  private final Held out;
  private boolean several;
  private @Nullable RowWriter writer;

  /// Writes to `out`, which the caller closes.
  ///
  /// @param several whether the run has more than one statement: then it is an array of results
  JsonPrinter(OutputStream out, boolean several) {
    this.out = new Held(out);
    this.several = several;
  }

  @Override
  public void begin(int statement, List<ResultColumn> columns) throws IOException {
    if (writer != null && !several) {
      becomeSeveral();
    }
    if (several) {
      put(writer == null ? "[\n" : ",\n");
    }
    RowWriter begun =
        new WriteRows()
            .oneOfSeveral(out, ExportFormat.JSON, ExportOptions.DEFAULTS, columns, statement);
    writer = begun;
    begun.begin();
  }

  /// A rule gives one statement several results. The first is still held, unless it is long; then
  /// nothing can make one document of both.
  private void becomeSeveral() throws IOException {
    if (out.passing) {
      finish();
      throw new IOException(
          "the statement gives several results, and the first is written as the only one already;"
              + " use --format jsonl");
    }
    several = true;
    byte[] first = out.held.toByteArray();
    out.held.reset();
    put("[\n");
    out.write(first, 0, first.length);
  }

  @Override
  public void rows(RowPage page) throws IOException {
    if (writer != null) {
      writer.rows(page);
    }
  }

  @Override
  public void end(long rows) throws IOException {
    if (writer != null) {
      writer.end();
    }
    if (several) {
      out.pass();
    }
  }

  @Override
  public void finish() throws IOException {
    if (several) {
      put(writer == null ? "[]\n" : "\n]\n");
    } else if (writer != null) {
      put("\n");
    }
    out.pass();
  }

  private void put(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  /// Holds what is written until it is much, or is passed on.
  private static final class Held extends OutputStream {
    private static final int MOST = 1 << 16;

    private final OutputStream out;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean passing;

    Held(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      if (passing) {
        out.write(data, offset, length);
      } else {
        held.write(data, offset, length);
        if (held.size() > MOST) {
          pass();
        }
      }
    }

    /// Passes on what is held and what follows.
    void pass() throws IOException {
      held.writeTo(out);
      held.reset();
      out.flush();
      passing = true;
    }
  }
}
