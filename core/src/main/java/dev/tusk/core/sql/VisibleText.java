package dev.tusk.core.sql;

/// Shows what a text hides: characters that move a cursor, change the direction of reading or have
/// no width at all (Trojan Source, CVE-2021-42574). For what people read, never for data.
public final class VisibleText {
  private VisibleText() {}

  /// `text` with its hidden characters written as `\x1B`, `\u202E` or `\U000E0001`; line feeds and
  /// tabs stay. The joiners within words and emoji stay too.
  public static String of(String text) {
    int first = 0;
    while (first < text.length() && !isHidden(text.codePointAt(first))) {
      first += Character.charCount(text.codePointAt(first));
    }
    if (first >= text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (isHidden(point)) {
        shown.append(escape(point));
      } else {
        shown.appendCodePoint(point);
      }
      i += Character.charCount(point);
    }
    return shown.toString();
  }

  /// The same on one line: line feeds and tabs are written as `\n` and `\t`.
  public static String line(String text) {
    return of(text).replace("\n", "\\n").replace("\t", "\\t");
  }

  /// Whether a character is one that nobody sees where it stands.
  private static boolean isHidden(int point) {
    if (point < 0x300) {
      return point != '\n' && point != '\t' && (Character.isISOControl(point) || point == 0xad);
    }
    return switch (point) {
      case 0x061c, 0x115f, 0x1160, 0x180e, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x3164, 0xfeff ->
          true;
      default ->
          (point >= 0x202a && point <= 0x202e)
              || (point >= 0x2060 && point <= 0x206f)
              || (point >= 0xfff9 && point <= 0xfffb)
              || (point >= 0xe0000 && point <= 0xe01ef)
              || (point >= 0xd800 && point <= 0xdfff);
    };
  }

  private static String escape(int point) {
    if (point < 0x80) {
      return point == '\r' ? "\\r" : "\\x%02X".formatted(point);
    }
    return point > 0xffff ? "\\U%08X".formatted(point) : "\\u%04X".formatted(point);
  }
}
