package dev.tusk.swing.kit.theme;

import java.awt.Font;
import javax.swing.JComponent;
import javax.swing.UIManager;

/// The few fonts there are. Event thread only; ask again after a zoom, or use [#set].
public enum Fonts {
  /// Inter 13.
  BASE("defaultFont"),
  /// Inter 13, 600.
  SEMIBOLD("semibold.font"),
  /// Inter 12, for secondary text.
  SMALL("Tusk.small.font"),
  /// Inter 12, 600.
  SMALL_SEMIBOLD("Tusk.smallSemibold.font"),
  /// JetBrains Mono 13, for the editor.
  MONO("Tusk.mono.font"),
  /// JetBrains Mono 12, for the grid and ticking figures.
  MONO_SMALL("Tusk.monoSmall.font"),
  /// Inter 16, 600, for error headlines.
  HEADLINE("Tusk.headline.font"),
  /// Inter 19, 600, for the start title.
  TITLE("Tusk.title.font"),
  /// Inter 16, for the palette's input.
  INPUT("Tusk.input.font");

  private final String key;

  Fonts(String key) {
    this.key = key;
  }

  /// The font at the zoom in force.
  public Font get() {
    var font = UIManager.getFont(key);
    if (font == null) {
      throw new IllegalStateException("no theme is installed; call Theme.install first");
    }
    return font;
  }

  /// Gives a component this font, also after a change of theme or zoom.
  public <C extends JComponent> C set(C component) {
    Styles.put(component, "font", "$" + key);
    return component;
  }
}
