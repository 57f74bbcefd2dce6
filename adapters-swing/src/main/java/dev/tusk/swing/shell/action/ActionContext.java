package dev.tusk.swing.shell.action;

/// Where a key is valid. A key of a context wins over the same key of [#GLOBAL].
public enum ActionContext {
  /// Anywhere in the window.
  GLOBAL,
  /// In an SQL editor.
  EDITOR,
  /// In a result grid.
  GRID,
  /// In the connection and schema tree.
  TREE,
  /// On the start screen.
  START
}
