package dev.tusk.swing.shell.action;

import dev.tusk.swing.kit.Messages;

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
  HELP;

  private static final Messages TEXT = Messages.of(MenuId.class);

  /// What people read.
  public String title() {
    return TEXT.get("menu." + this);
  }
}
