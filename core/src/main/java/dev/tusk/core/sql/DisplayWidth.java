package dev.tusk.core.sql;

/// How many columns of a terminal a text takes.
public final class DisplayWidth {
  private DisplayWidth() {}

  /// Wide East Asian characters and emoji count two, combining marks none.
  public static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      width += of(point);
      i += Character.charCount(point);
    }
    return width;
  }

  /// The columns of one character: 0, 1 or 2.
  public static int of(int point) {
    if (point < 0x300) {
      return 1;
    }
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  /// The blocks that Unicode's EastAsianWidth.txt gives as W or F, by their outer bounds.
  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || point == 0x2329
        || point == 0x232a
        || (point >= 0x2e80 && point <= 0xa4cf && point != 0x303f)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xff60)
        || (point >= 0xffe0 && point <= 0xffe6)
        || (point >= 0x1f300 && point <= 0x1faff)
        || (point >= 0x20000 && point <= 0x3fffd);
  }
}
