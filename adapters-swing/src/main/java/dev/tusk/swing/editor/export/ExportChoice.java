package dev.tusk.swing.editor.export;

import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import java.nio.file.Path;

/// What a person chose in the export dialog.
public record ExportChoice(Scope scope, ExportFormat format, ExportOptions options, Path file) {

  /// Which rows are written.
  public enum Scope {
    /// The cells that are selected.
    SELECTION,
    /// The rows that were fetched.
    FETCHED,
    /// All rows: the query runs once more.
    ALL
  }
}
