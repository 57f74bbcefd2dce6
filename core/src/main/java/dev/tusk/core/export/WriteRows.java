package dev.tusk.core.export;

import dev.tusk.core.kernel.UseCase;
import dev.tusk.core.result.ResultColumn;
import java.io.OutputStream;
import java.util.List;

/// Writes the rows of a result in a format: to a file, to a terminal, to the clipboard.
@UseCase
public final class WriteRows {
  /// Starts to write to `out`, which the caller closes.
  ///
  /// @throws dev.tusk.core.error.TuskException with NotSent when the format cannot hold these
  ///     columns, as an UPDATE whose key is not among them
  public RowWriter to(
      OutputStream out, ExportFormat format, ExportOptions options, List<ResultColumn> columns) {
    return switch (format) {
      case CSV, TSV -> new TextWriter(new DelimitedFormat(format, options, columns), out);
      case JSON -> new TextWriter(JsonFormat.array(columns), out);
      case JSON_LINES -> new TextWriter(JsonFormat.lines(columns), out);
      case INSERT -> new TextWriter(new InsertFormat(options, columns), out);
      case UPDATE -> new TextWriter(new UpdateFormat(options, columns), out);
      case VALUES -> new TextWriter(new ValuesFormat(options, columns), out);
      case IN_LIST -> new TextWriter(new InListFormat(options, columns), out);
      case MARKDOWN -> new TextWriter(new MarkdownFormat(options, columns), out);
      case HTML -> new TextWriter(new HtmlFormat(options, columns), out);
      case XLSX -> new XlsxWriter(out, options, columns, XlsxWriter.ROWS);
    };
  }

  /// The same for one of several results on the stream: JSON is an element of an array that the
  /// caller opens and closes, JSON Lines carry the number of the statement.
  public RowWriter oneOfSeveral(
      OutputStream out,
      ExportFormat format,
      ExportOptions options,
      List<ResultColumn> columns,
      int statement) {
    return switch (format) {
      case JSON -> new TextWriter(JsonFormat.element(columns), out);
      case JSON_LINES -> new TextWriter(JsonFormat.numbered(statement, columns), out);
      case CSV, TSV, INSERT, UPDATE, VALUES, IN_LIST, MARKDOWN, HTML, XLSX ->
          to(out, format, options, columns);
    };
  }

  /// Starts to write values with `|` between them and nothing escaped, as `psql -At`.
  public RowWriter raw(OutputStream out, String nullText, List<ResultColumn> columns) {
    return new TextWriter(new DelimitedFormat(nullText, columns), out);
  }
}
