package dev.tusk.swing.kit;

import java.awt.AWTEvent;
import java.awt.Component;
import java.awt.Toolkit;
import java.awt.event.ContainerEvent;
import java.util.regex.Pattern;
import javax.swing.AbstractButton;
import javax.swing.BorderFactory;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTabbedPane;
import javax.swing.border.TitledBorder;
import org.jspecify.annotations.Nullable;

/// The only door through which text from outside (servers, files, the user) reaches a component.
///
/// Swing renders any string that starts with `<html>` in labels, buttons, tooltips, tab titles,
/// cells, borders and menus, and fetches the images it names. Text that came through here is never
/// rendered: it is marked on the component where Swing looks for a mark, and defused in itself
/// where it does not.
public final class SafeText {
  /// No label shows more: laying out a megabyte stops the window.
  static final int LIMIT = 500;

  private static final String DISABLE = "html.disable";

  /// Zero width, so that nothing is seen of it; `<html>` behind it is no longer at the start.
  private static final char DEFUSED = '\u200B';

  /// Control characters, and the ones that change the direction of text and so disguise it.
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cntrl}\u200E\u200F\u202A-\u202E\u2066-\u2069]");

  private static final Pattern BREAKS = Pattern.compile("\\s*[\\r\\n\\t\u2028\u2029]+\\s*");

  private SafeText() {}

  /// One line of plain text for a label: breaks become spaces, what cannot be printed is left out,
  /// the end is cut after 500 characters, and Swing will not take it for HTML.
  public static String plain(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    var cut = text.length() > LIMIT ? text.substring(0, LIMIT) + "…" : text;
    var line = UNPRINTABLE.matcher(BREAKS.matcher(cut).replaceAll(" ")).replaceAll("");
    return line.regionMatches(true, 0, "<html", 0, 5) ? DEFUSED + line : line;
  }

  /// A label with this text.
  public static JLabel label(@Nullable String text) {
    return set(new JLabel(), text);
  }

  /// A label with this text in a colour and font that follow the theme.
  public static JLabel label(@Nullable String text, ColorRole color, Fonts font) {
    return font.set(Colors.foreground(label(text), color));
  }

  /// Sets a label's text.
  public static JLabel set(JLabel label, @Nullable String text) {
    label.putClientProperty(DISABLE, true);
    label.setText(plain(text));
    return label;
  }

  /// Sets the text of a button or menu item.
  public static <B extends AbstractButton> B set(B button, @Nullable String text) {
    button.putClientProperty(DISABLE, true);
    button.setText(plain(text));
    return button;
  }

  /// Sets a component's tooltip; `null` or an empty text takes it off.
  public static void tip(JComponent component, @Nullable String text) {
    var plain = plain(text);
    component.setToolTipText(plain.isEmpty() ? null : plain);
  }

  /// Sets the title of a tab.
  public static void title(JTabbedPane tabs, int index, @Nullable String text) {
    tabs.putClientProperty(DISABLE, true);
    tabs.setTitleAt(index, plain(text));
  }

  /// Sets the tooltip of a tab.
  public static void tip(JTabbedPane tabs, int index, @Nullable String text) {
    tabs.setToolTipTextAt(index, plain(text));
  }

  /// A border with a title.
  public static TitledBorder titledBorder(@Nullable String title) {
    return BorderFactory.createTitledBorder(plain(title));
  }

  /// Gives a combo box cells that show its items as plain text.
  public static <T> JComboBox<T> cells(JComboBox<T> box) {
    box.setRenderer(new SafeListCell());
    return box;
  }

  /// Switches HTML off in every component at the moment it is added to another one: a net below the
  /// door, for texts that Swing or a library sets by itself. Call once, before the first window.
  public static void guard() {
    Toolkit.getDefaultToolkit()
        .addAWTEventListener(
            event -> {
              if (event.getID() == ContainerEvent.COMPONENT_ADDED
                  && event instanceof ContainerEvent added) {
                disable(added.getChild());
              }
            },
            AWTEvent.CONTAINER_EVENT_MASK);
  }

  private static void disable(Component component) {
    if (component instanceof JComponent c && c.getClientProperty(DISABLE) == null) {
      c.putClientProperty(DISABLE, true);
    }
  }
}
