package dev.tusk.swing.kit.theme;

import java.awt.Color;
import javax.swing.JComponent;
import javax.swing.UIManager;

/// Resolves the colours of the theme in force. Event thread only.
///
/// A colour asked for while painting is always right; one that is stored goes stale when the theme
/// changes: use [#foreground] and [#background], which survive that.
public final class Colors {
  private Colors() {}

  /// The colour of a role in the theme in force.
  public static Color of(ColorRole role) {
    var color = UIManager.getColor(role.key());
    if (color == null) {
      throw new IllegalStateException("no theme is installed; call Theme.install first");
    }
    return color;
  }

  /// Gives text a colour that follows the theme.
  public static <C extends JComponent> C foreground(C component, ColorRole role) {
    Styles.put(component, "foreground", "$" + role.key());
    return component;
  }

  /// Gives a ground a colour that follows the theme.
  public static <C extends JComponent> C background(C component, ColorRole role) {
    Styles.put(component, "background", "$" + role.key());
    return component;
  }
}
