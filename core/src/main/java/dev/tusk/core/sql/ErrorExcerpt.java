package dev.tusk.core.sql;

/// The two lines that psql prints under an error: `LINE n: …` and a caret below the place. The
/// cutting of long lines is libpq's (`reportErrorPosition`): at most 60 columns, at least 10 of
/// them to the right of the place, tabs as one space, wide characters as two.
final class ErrorExcerpt {
  private static final int DISPLAY_SIZE = 60;
  private static final int MIN_RIGHT_CUT = 10;

  private ErrorExcerpt() {}

  /// The excerpt for a UTF-16 offset of `sql`, which may be its length; without a final line break.
  static String of(String sql, int offset) {
    int lineStart =
        Math.max(sql.lastIndexOf('\n', offset - 1), sql.lastIndexOf('\r', offset - 1)) + 1;
    int lineEnd = offset;
    while (lineEnd < sql.length() && !SqlChars.isNewline(sql.charAt(lineEnd))) {
      lineEnd++;
    }
    int[] line = sql.substring(lineStart, lineEnd).codePoints().toArray();
    int at = sql.codePointCount(lineStart, offset);
    int[] column = columns(line);
    int from = 0;
    int to = line.length;
    if (column[to] > DISPLAY_SIZE) {
      if (DISPLAY_SIZE >= column[at] + MIN_RIGHT_CUT) {
        while (column[to] > DISPLAY_SIZE) {
          to--;
        }
      } else {
        while (column[at] + MIN_RIGHT_CUT < column[to]) {
          to--;
        }
        while (column[to] - column[from] > DISPLAY_SIZE) {
          from++;
        }
      }
    }
    String prefix = "LINE " + lineNumber(sql, offset) + ": " + (from > 0 ? "..." : "");
    var excerpt = new StringBuilder(prefix);
    for (int i = from; i < to; i++) {
      excerpt.appendCodePoint(line[i] == '\t' ? ' ' : line[i]);
    }
    if (to < line.length) {
      excerpt.append("...");
    }
    int indent = prefix.length() + column[at] - column[from];
    return excerpt.append('\n').repeat(' ', indent).append('^').toString();
  }

  private static int lineNumber(String sql, int offset) {
    int number = 1;
    for (int i = 0; i < offset; i++) {
      char c = sql.charAt(i);
      boolean secondOfTwo = c == '\n' && i > 0 && sql.charAt(i - 1) == '\r';
      if (SqlChars.isNewline(c) && !secondOfTwo) {
        number++;
      }
    }
    return number;
  }

  private static int[] columns(int[] line) {
    int[] column = new int[line.length + 1];
    for (int i = 0; i < line.length; i++) {
      column[i + 1] = column[i] + (isWide(line[i]) ? 2 : 1);
    }
    return column;
  }

  /// East Asian wide and full-width characters, by the blocks of `ucs_wcwidth` and the emoji
  /// blocks.
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || c == 0x2329
        || c == 0x232a
        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1f64f)
        || (c >= 0x1f900 && c <= 0x1f9ff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }
}
