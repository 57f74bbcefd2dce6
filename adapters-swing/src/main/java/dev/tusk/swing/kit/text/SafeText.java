package dev.tusk.swing.kit.text;

import dev.tusk.swing.kit.theme.ColorRole;
import dev.tusk.swing.kit.theme.Colors;
import dev.tusk.swing.kit.theme.Fonts;
import java.awt.AWTEvent;
import java.awt.Component;
import java.awt.Toolkit;
import java.awt.event.ContainerEvent;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTabbedPane;
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

  /// As many letters as a line of a tooltip has at most.
  private static final int TIP_COLUMNS = 100;

  private static final String DISABLE = "html.disable";

  /// Zero width, so that nothing is seen of it; `<html>` behind it is no longer at the start.
  private static final char DEFUSED = '\u200B';

  /// Letters without a shape: the grapheme joiner and the fillers of Hangul.
  private static final String BLANK_LETTERS = "\u034F\u115F\u1160\u3164\uFFA0";

  private static final Pattern BREAKS = Pattern.compile("\\s*[\\r\\n\\t\u2028\u2029]+\\s*");

  private SafeText() {}

  /// One line of plain text for a label: breaks become spaces, what cannot be seen is shown as
  /// [#visible] does, the end is cut after 500 characters, and Swing will not take it for HTML.
  public static String plain(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    var cut = start(text, LIMIT);
    var line = visible(BREAKS.matcher(cut).replaceAll(" "));
    return line.regionMatches(true, 0, "<html", 0, 5) ? DEFUSED + line : line;
  }

  /// The text with everything that disguises it made visible: control characters, marks of
  /// direction and characters without width become `‹U+202E›`. Line breaks and tabs stay.
  ///
  /// One name would else look like another one (Boucher and Anderson, Trojan Source, 2021).
  public static String visible(String text) {
    StringBuilder changed = null;
    for (var i = 0; i < text.length(); ) {
      var point = text.codePointAt(i);
      var next = i + Character.charCount(point);
      if (hidden(point) && !(i == 0 && defused(text))) {
        if (changed == null) {
          changed = new StringBuilder(text.length() + 16).append(text, 0, i);
        }
        changed.append("‹U+").append(String.format(Locale.ROOT, "%04X", point)).append('›');
      } else if (changed != null) {
        changed.appendCodePoint(point);
      }
      i = next;
    }
    return changed == null ? text : changed.toString();
  }

  /// The text, or its first `limit` characters and "…"; never cuts a character in two.
  public static String start(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end) + "…";
  }

  /// Whether a code point shows nothing by itself, or changes how others show.
  private static boolean hidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point != '\n' && point != '\r' && point != '\t';
      case Character.FORMAT, Character.SURROGATE -> true;
      default -> BLANK_LETTERS.indexOf(point) >= 0;
    };
  }

  /// Whether the text has been here before.
  private static boolean defused(String text) {
    return text.charAt(0) == DEFUSED && text.regionMatches(true, 1, "<html", 0, 5);
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
    component.setToolTipText(plain.isEmpty() ? null : lines(plain));
  }

  /// Breaks a line at blanks, so that a tooltip is not wider than a screen.
  private static String lines(String line) {
    var lines = new StringBuilder(line);
    for (int from = 0; lines.length() - from > TIP_COLUMNS; ) {
      int blank = lines.lastIndexOf(" ", from + TIP_COLUMNS);
      blank = blank > from ? blank : lines.indexOf(" ", from + TIP_COLUMNS);
      if (blank < 0) {
        break;
      }
      lines.setCharAt(blank, '\n');
      from = blank + 1;
    }
    return lines.toString();
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
