package dev.tusk.swing.shell.action;

import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import javax.swing.KeyStroke;

/// Reads keys from text and writes them for people.
public final class Keys {
  private static final boolean MAC =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(KeyEvent.VK_ENTER, "Enter"),
          Map.entry(KeyEvent.VK_ESCAPE, "Esc"),
          Map.entry(KeyEvent.VK_SPACE, "Space"),
          Map.entry(KeyEvent.VK_DELETE, "Delete"),
          Map.entry(KeyEvent.VK_INSERT, "Insert"),
          Map.entry(KeyEvent.VK_TAB, "Tab"),
          Map.entry(KeyEvent.VK_PAGE_DOWN, "PgDn"),
          Map.entry(KeyEvent.VK_PAGE_UP, "PgUp"),
          Map.entry(KeyEvent.VK_COMMA, ","),
          Map.entry(KeyEvent.VK_PERIOD, "."),
          Map.entry(KeyEvent.VK_SLASH, "/"),
          Map.entry(KeyEvent.VK_EQUALS, "="),
          Map.entry(KeyEvent.VK_MINUS, "-"),
          Map.entry(KeyEvent.VK_PLUS, "+"));

  private Keys() {}

  /// Reads `menu shift ENTER`: a `KeyStroke` with `menu` for Ctrl, or Cmd on macOS.
  ///
  /// @throws IllegalArgumentException when it is no key
  public static KeyStroke parse(String text) {
    var stroke = KeyStroke.getKeyStroke(text.replace("menu ", MAC ? "meta " : "ctrl "));
    if (stroke == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is no key, write for example menu shift F");
    }
    return stroke;
  }

  /// Writes a key for people, for example "Ctrl+Shift+P".
  public static String text(KeyStroke key) {
    var parts = new ArrayList<String>();
    var modifiers = key.getModifiers();
    if ((modifiers & InputEvent.META_DOWN_MASK) != 0) {
      parts.add("Cmd");
    }
    if ((modifiers & InputEvent.CTRL_DOWN_MASK) != 0) {
      parts.add("Ctrl");
    }
    if ((modifiers & InputEvent.ALT_DOWN_MASK) != 0) {
      parts.add("Alt");
    }
    if ((modifiers & InputEvent.SHIFT_DOWN_MASK) != 0) {
      parts.add("Shift");
    }
    var code = key.getKeyCode();
    parts.add(NAMES.getOrDefault(code, KeyEvent.getKeyText(code)));
    return String.join("+", parts);
  }
}
