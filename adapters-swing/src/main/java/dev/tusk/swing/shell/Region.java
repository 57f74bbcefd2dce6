package dev.tusk.swing.shell;

/// The places of the window that a feature fills.
public enum Region {
  /// The left column, 264 px wide at first, shown and hidden by the user.
  SIDEBAR,
  /// The middle: the tabs.
  CENTRE,
  /// A strip above the tabs, which hides itself while it has nothing to say.
  NOTICE,
  /// The screen in place of both while nothing is open.
  START
}
