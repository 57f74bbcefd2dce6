package dev.tusk.core.export;

import dev.tusk.core.sql.Statement;
import dev.tusk.core.sql.StatementKind;
import java.util.Optional;

/// A `COPY` with which the server itself writes a query's rows: the quickest way, and its own text.
///
/// @param sql what is sent
/// @param prefix characters before the query in it, by which positions of errors are off
public record CopyStatement(String sql, int prefix) {
  private static final String BEFORE = "COPY (";

  /// The `COPY` of a query; empty when the server cannot write this format from it.
  ///
  /// `COPY … TEXT` knows a header from PostgreSQL 15 on only, so that one is written by Tusk.
  public static Optional<CopyStatement> of(
      Statement statement, String sql, ExportFormat format, ExportOptions options) {
    boolean asked = options.nullText() == null && !options.spreadsheetSafe();
    if (!asked || statement.kind() != StatementKind.QUERY) {
      return Optional.empty();
    }
    boolean header = options.header();
    String with =
        switch (format) {
          case CSV -> header ? "WITH (FORMAT csv, HEADER)" : "WITH (FORMAT csv)";
          case TSV -> header || options.quotedTabs() ? "" : "WITH (FORMAT text)";
          case JSON, JSON_LINES, INSERT, UPDATE, VALUES, IN_LIST, MARKDOWN, HTML, XLSX -> "";
        };
    // A line break ends a comment that the query may end in.
    return with.isEmpty()
        ? Optional.empty()
        : Optional.of(new CopyStatement(BEFORE + sql + "\n) TO STDOUT " + with, BEFORE.length()));
  }
}
