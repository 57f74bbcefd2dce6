package dev.tusk.core.result;

import org.jspecify.annotations.Nullable;

/// A condition that a row meets or not.
public sealed interface RowFilter {
  /// Some value of a row holds a text. Capitals do not matter: of the letters A to Z where the text
  /// is ASCII, else of all.
  ///
  /// @param column the column to look at; [#ANY] for all
  record Contains(String text, int column) implements RowFilter {
    /// All columns.
    public static final int ANY = -1;
  }

  /// A column has this value, to the byte.
  ///
  /// @param value null for NULL
  record Equal(int column, @Nullable String value) implements RowFilter {}

  /// The values of a column meet a condition.
  record Meets(int column, CellCondition condition) implements RowFilter {}
}
