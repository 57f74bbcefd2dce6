package dev.tusk.cli.print;

import dev.tusk.core.export.RowWriter;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes results in the core's formats, one after the other.
final class RowPrinter implements ResultPrinter {
  private final OutputStream out;
  private final @Nullable String between;
  private final Start start;
  private @Nullable RowWriter writer;

  /// Writes to `out`, which the caller closes.
  ///
  /// @param between stands between two results; null when there may be only one
  RowPrinter(OutputStream out, @Nullable String between, Start start) {
    this.out = out;
    this.between = between;
    this.start = start;
  }

  /// Makes the writer of a result.
  interface Start {
    RowWriter of(int statement, List<ResultColumn> columns);
  }

  @Override
  public void begin(int statement, List<ResultColumn> columns) throws IOException {
    if (writer != null) {
      if (between == null) {
        throw new IOException("the statement gives several results, and a file holds one");
      }
      out.write(between.getBytes(StandardCharsets.UTF_8));
    }
    RowWriter begun = start.of(statement, columns);
    writer = begun;
    begun.begin();
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
  }

  @Override
  public void finish() throws IOException {
    out.flush();
  }
}
