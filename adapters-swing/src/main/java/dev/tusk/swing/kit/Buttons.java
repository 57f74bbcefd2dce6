package dev.tusk.swing.kit;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tusk.swing.kit.text.Clipboards;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.kit.theme.Icons;
import dev.tusk.swing.kit.theme.Styles;
import dev.tusk.swing.kit.theme.Theme;
import javax.swing.JButton;
import javax.swing.JComponent;

/// Makes the buttons there are. Each has an accessible name and, where it has a key, says it in its
/// tooltip.
public final class Buttons {
  private Buttons() {}

  /// The one filled button of a surface: the next thing to do.
  public static JButton primary(String text) {
    return filled(text, ColorRole.ACCENT, ColorRole.ACCENT_HOVER);
  }

  /// The red one: Stop, or what destroys.
  public static JButton danger(String text) {
    return filled(text, ColorRole.DANGER_FILL, ColorRole.DANGER_FILL);
  }

  /// A button with a border.
  public static JButton secondary(String text) {
    return SafeText.set(new JButton(), text);
  }

  /// A button that puts what is said of an error on the clipboard.
  public static JButton copyError(String text) {
    var button = icons(secondary("Copy error"), Glyph.COPY);
    button.addActionListener(e -> Clipboards.copy(text));
    return button;
  }

  /// A flat button with an icon and a text, for toolbars.
  public static JButton tool(Glyph glyph, String text) {
    var button = SafeText.set(new JButton(), text);
    button.setIconTextGap(Theme.px(8));
    Styles.put(button, "toolbar.margin", "6,8,6,8");
    return flat(icons(button, glyph));
  }

  /// A flat button with only an icon, 28 px square.
  ///
  /// @param name what it does; becomes the accessible name and the tooltip
  /// @param key as people read it, may be empty
  public static JButton icon(Glyph glyph, String name, String key) {
    var button = flat(icons(new JButton(), glyph));
    Styles.put(button, "toolbar.margin", "6,6,6,6");
    describe(button, name, key);
    return button;
  }

  /// A text that can be clicked.
  public static JButton link(String text) {
    var button = flat(SafeText.set(new JButton(), text));
    Styles.put(button, "foreground", "$Tusk.accentText");
    Styles.put(button, "toolbar.margin", "3,4,3,4");
    return button;
  }

  /// Sets accessible name and tooltip.
  public static void describe(JComponent component, String name, String key) {
    component.getAccessibleContext().setAccessibleName(name);
    SafeText.tip(component, key.isEmpty() ? name : name + "  " + key);
  }

  /// Sets the icon of a button, for its normal and its disabled state.
  public static JButton icons(JButton button, Glyph glyph) {
    button.setIcon(Icons.of(glyph));
    button.setDisabledIcon(Icons.of(glyph, ColorRole.DISABLED));
    return button;
  }

  private static JButton flat(JButton button) {
    button.putClientProperty(
        FlatClientProperties.BUTTON_TYPE, FlatClientProperties.BUTTON_TYPE_TOOLBAR_BUTTON);
    button.setFocusable(true);
    return button;
  }

  private static JButton filled(String text, ColorRole fill, ColorRole hover) {
    var button = SafeText.set(new JButton(), text);
    var key = "$" + fill.key();
    var over = "$" + hover.key();
    for (var property : new String[] {"background", "focusedBackground", "borderColor"}) {
      Styles.put(button, property, key);
    }
    for (var property : new String[] {"hoverBackground", "pressedBackground", "hoverBorderColor"}) {
      Styles.put(button, property, over);
    }
    Styles.put(button, "foreground", "$Tusk.onFill");
    Styles.put(button, "focusedBorderColor", "$Tusk.text");
    Styles.put(button, "disabledBackground", "$Tusk.hover");
    Styles.put(button, "disabledBorderColor", "$Tusk.hover");
    return button;
  }
}
