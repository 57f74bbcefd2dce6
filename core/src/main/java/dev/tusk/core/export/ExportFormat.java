package dev.tusk.core.export;

import java.util.Optional;
import java.util.stream.Stream;

/// The formats that rows can be written in.
public enum ExportFormat {
  /// As `COPY … CSV` writes it: NULL is nothing, the empty string is `""`.
  CSV("csv", "csv", "CSV"),
  /// As `COPY … TEXT` writes it, or as spreadsheets exchange it, see [ExportOptions#quotedTabs].
  TSV("tsv", "tsv", "TSV"),
  /// One array of objects.
  JSON("json", "json", "JSON"),
  /// An object a line.
  JSON_LINES("jsonl", "jsonl", "JSON Lines"),
  /// `INSERT INTO … VALUES`, some hundred rows a statement.
  INSERT("insert", "sql", "INSERT"),
  /// An `UPDATE … WHERE key = …` for each row.
  UPDATE("update", "sql", "UPDATE"),
  /// A `VALUES` list of the same types.
  VALUES("values", "sql", "VALUES"),
  /// A list for `IN`.
  IN_LIST("in", "sql", "IN (…)"),
  /// A table for people, of GitHub's kind.
  MARKDOWN("markdown", "md", "Markdown"),
  /// A page with one table.
  HTML("html", "html", "HTML"),
  /// A workbook of Excel and LibreOffice.
  XLSX("xlsx", "xlsx", "XLSX");

  private final String word;
  private final String extension;
  private final String label;

  ExportFormat(String word, String extension, String label) {
    this.word = word;
    this.extension = extension;
    this.label = label;
  }

  /// Its name on the command line.
  public String word() {
    return word;
  }

  /// How its files end, without the dot.
  public String extension() {
    return extension;
  }

  /// Its name for people.
  public String label() {
    return label;
  }

  /// Whether it is text, which a clipboard takes.
  public boolean isText() {
    return this != XLSX;
  }

  /// Whether it names a table.
  public boolean needsTable() {
    return this == INSERT || this == UPDATE;
  }

  /// The format of a word of the command line.
  public static Optional<ExportFormat> of(String word) {
    return Stream.of(values()).filter(each -> each.word.equals(word)).findFirst();
  }
}
