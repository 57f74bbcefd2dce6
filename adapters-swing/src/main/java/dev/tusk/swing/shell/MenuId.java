package dev.tusk.swing.shell;

/// The menus of the menu bar, in their order.
public enum MenuId {
  /// Tabs, files, leaving.
  FILE,
  /// Text and cells.
  EDIT,
  /// Regions, zoom, theme.
  VIEW,
  /// Running and stopping.
  QUERY,
  /// Connections and objects.
  DATABASE,
  /// Tabs and focus.
  WINDOW,
  /// Help and about.
  HELP
}
