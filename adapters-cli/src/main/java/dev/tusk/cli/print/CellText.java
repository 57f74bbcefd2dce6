package dev.tusk.cli.print;

import dev.tusk.core.sql.DisplayWidth;

/// Makes control characters visible, so that a cell stays in its place on a terminal and cannot
/// move the cursor. The forms are psql's (`pg_wcsformat` in mbprint.c).
final class CellText {
  private static final int TAB = 8;

  private CellText() {}

  /// `text` with tabs filled to the next eighth column of its line, CR as `\r`, other control
  /// characters as `\x07` or `\u0085`; line feeds stay.
  static String visible(String text) {
    int first = 0;
    while (first < text.length() && !isHidden(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + TAB);
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> {
          shown.append(c);
          lineStart = shown.length();
        }
        case '\t' -> shown.repeat(' ', TAB - DisplayWidth.of(shown.substring(lineStart)) % TAB);
        case '\r' -> shown.append("\\r");
        default -> {
          if (isHidden(c)) {
            shown.append(c < 0x80 ? "\\x%02X".formatted((int) c) : "\\u%04X".formatted((int) c));
          } else {
            shown.append(c);
          }
        }
      }
    }
    return shown.toString();
  }

  private static boolean isHidden(char c) {
    return c != '\n' && Character.isISOControl(c);
  }
}
