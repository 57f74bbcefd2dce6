package dev.tusk.swing.shell.palette;

import dev.tusk.swing.kit.theme.Glyph;

/// A row of the palette.
///
/// @param icon leads the row
/// @param title plain text; the matched letters are painted bold
/// @param detail quieter words after it, may be empty
/// @param tail at the right edge, for example a key; may be empty
/// @param open on Enter, after the palette has closed
/// @param openInNewTab on Ctrl+Enter
public record PaletteItem(
    Glyph icon, String title, String detail, String tail, Runnable open, Runnable openInNewTab) {

  /// An item that does the same on Enter and Ctrl+Enter.
  public static PaletteItem of(Glyph icon, String title, String detail, Runnable open) {
    return new PaletteItem(icon, title, detail, "", open, open);
  }
}
