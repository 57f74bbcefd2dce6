package dev.tusk.swing.shell;

import dev.tusk.swing.kit.theme.Theme;

/// Where the window was and how it looked. Pixels are the toolkit's, before zoom.
///
/// @param zoom 1 is 100 %
public record WindowPlace(
    int x,
    int y,
    int width,
    int height,
    boolean maximized,
    int sidebarWidth,
    boolean sidebarShown,
    Theme.Choice theme,
    float zoom) {

  /// The place at the first start; a negative x or y means centred.
  public static final WindowPlace FIRST =
      new WindowPlace(-1, -1, 1440, 900, false, 264, true, Theme.Choice.SYSTEM, 1f);
}
