package dev.tusk.core.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How rows are written.
///
/// @param header whether names of columns are written: a first line, a list of columns in SQL
/// @param nullText what stands for NULL in CSV and TSV; null for the format's own
/// @param spreadsheetSafe whether CSV and TSV defuse text that a spreadsheet would take for a
///     formula, by a `'` before it. It changes the data
/// @param quotedTabs whether TSV quotes as spreadsheets do, instead of escaping as `COPY` does
/// @param table the table of INSERT and UPDATE as SQL, quoted where necessary
/// @param keys the names of the columns that find a row in UPDATE
public record ExportOptions(
    boolean header,
    @Nullable String nullText,
    boolean spreadsheetSafe,
    boolean quotedTabs,
    String table,
    List<String> keys) {

  /// Names of columns, exact data.
  public static final ExportOptions DEFAULTS =
      new ExportOptions(true, null, false, false, "my_table", List.of());

  /// Copies the keys.
  public ExportOptions {
    keys = List.copyOf(keys);
  }

  /// The same with or without names of columns.
  public ExportOptions header(boolean wanted) {
    return new ExportOptions(wanted, nullText, spreadsheetSafe, quotedTabs, table, keys);
  }

  /// The same with another text for NULL; null for the format's own.
  public ExportOptions nullText(@Nullable String text) {
    return new ExportOptions(header, text, spreadsheetSafe, quotedTabs, table, keys);
  }

  /// The same with formulas defused, or not.
  public ExportOptions spreadsheetSafe(boolean wanted) {
    return new ExportOptions(header, nullText, wanted, quotedTabs, table, keys);
  }

  /// The same with tabs quoted as spreadsheets do.
  public ExportOptions forClipboard() {
    return new ExportOptions(header, nullText, spreadsheetSafe, true, table, keys);
  }

  /// The same for another table.
  public ExportOptions into(String name, List<String> keyColumns) {
    return new ExportOptions(header, nullText, spreadsheetSafe, quotedTabs, name, keyColumns);
  }
}
