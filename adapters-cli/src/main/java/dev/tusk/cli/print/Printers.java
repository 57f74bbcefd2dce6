package dev.tusk.cli.print;

import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import dev.tusk.core.export.WriteRows;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Makes the printer of a format.
public final class Printers {
  private static final WriteRows WRITE_ROWS = new WriteRows();

  private Printers() {}

  /// Makes one that writes to `out`, which the caller closes.
  ///
  /// @param several whether the run has more than one statement
  public static ResultPrinter of(
      OutputFormat format, OutputStream out, boolean header, String nullText, boolean several) {
    ExportOptions options = ExportOptions.DEFAULTS.header(header).nullText(nullText);
    return switch (format) {
      case ALIGNED -> new AlignedPrinter(out, header, nullText);
      case CSV -> rows(ExportFormat.CSV, options, out, "\n");
      case TSV -> rows(ExportFormat.TSV, options, out, "\n");
      case RAW ->
          new RowPrinter(out, "", (number, columns) -> WRITE_ROWS.raw(out, nullText, columns));
      case JSON -> new JsonPrinter(out, several);
      case JSONL ->
          several ? numbered(options, out) : rows(ExportFormat.JSON_LINES, options, out, "");
    };
  }

  /// Makes one for the one result of an export.
  public static ResultPrinter ofExport(
      ExportFormat format, ExportOptions options, OutputStream out) {
    return rows(format, options, out, null);
  }

  private static ResultPrinter rows(
      ExportFormat format, ExportOptions options, OutputStream out, @Nullable String between) {
    return new RowPrinter(
        out, between, (number, columns) -> WRITE_ROWS.to(out, format, options, columns));
  }

  private static ResultPrinter numbered(ExportOptions options, OutputStream out) {
    return new RowPrinter(
        out,
        "",
        (number, columns) ->
            WRITE_ROWS.oneOfSeveral(out, ExportFormat.JSON_LINES, options, columns, number));
  }
}
