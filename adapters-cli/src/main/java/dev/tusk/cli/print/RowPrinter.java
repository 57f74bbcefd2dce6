package dev.tusk.cli.print;

import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import dev.tusk.core.export.RowWriter;
import dev.tusk.core.export.WriteRows;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the one result of an export in the core's formats.
public final class RowPrinter implements ResultPrinter {
  private final WriteRows writeRows;
  private final ExportFormat format;
  private final ExportOptions options;
  private final OutputStream out;
  private @Nullable RowWriter writer;

  /// Writes to `out`, which the caller closes.
  public RowPrinter(
      WriteRows writeRows, ExportFormat format, ExportOptions options, OutputStream out) {
    this.writeRows = writeRows;
    this.format = format;
    this.options = options;
    this.out = out;
  }

  @Override
  public void begin(int statement, List<ResultColumn> columns) throws IOException {
    if (writer != null) {
      throw new IOException("the statement gives several results, and a file holds one");
    }
    RowWriter begun = writeRows.to(out, format, options, columns);
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
