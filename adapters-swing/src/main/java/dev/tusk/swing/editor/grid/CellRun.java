package dev.tusk.swing.editor.grid;

import dev.tusk.swing.kit.theme.ColorRole;

/// A piece of a cell's text in one colour.
///
/// @param italic only NULL is
record CellRun(String text, ColorRole color, boolean italic) {
  static CellRun of(String text) {
    return new CellRun(text, ColorRole.TEXT, false);
  }

  static CellRun dim(String text) {
    return new CellRun(text, ColorRole.TEXT3, false);
  }
}
