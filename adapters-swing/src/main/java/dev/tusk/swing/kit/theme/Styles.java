package dev.tusk.swing.kit.theme;

import com.formdev.flatlaf.FlatClientProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.JComponent;
import javax.swing.UIManager;

/// Adds single properties to a component's FlatLaf style. Components that FlatLaf cannot style get
/// them through a listener for the theme instead.
public final class Styles {
  private static final String KEY = "Tusk.style";

  private Styles() {}

  /// Sets one property; a value that begins with `$` names a colour of the theme.
  public static void put(JComponent component, String property, String value) {
    if (component.getUIClassID().equals("PanelUI")
        || component.getUIClassID().equals("ComponentUI")) {
      follow(component, property, value.substring(1));
      return;
    }
    var styles = new LinkedHashMap<String, String>();
    if (component.getClientProperty(KEY) instanceof Map<?, ?> old) {
      old.forEach((k, v) -> styles.put((String) k, (String) v));
    }
    styles.put(property, value);
    component.putClientProperty(KEY, styles);
    var text = new StringBuilder();
    styles.forEach((k, v) -> text.append(k).append(": ").append(v).append(';'));
    component.putClientProperty(FlatClientProperties.STYLE, text.toString());
  }

  private static void follow(JComponent component, String property, String key) {
    Runnable set =
        () -> {
          if (property.equals("background")) {
            component.setBackground(UIManager.getColor(key));
          } else {
            component.setForeground(UIManager.getColor(key));
          }
        };
    set.run();
    component.addPropertyChangeListener("UI", e -> set.run());
  }
}
