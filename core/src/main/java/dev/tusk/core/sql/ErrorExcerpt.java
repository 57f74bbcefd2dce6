package dev.tusk.core.sql;

/// The two lines that psql prints under an error: `LINE n: …` and a caret below the place. The
/// cutting of long lines is libpq's (`reportErrorPosition`): at most 60 columns, at least 10 of
/// them to the right of the place, tabs as one space, wide characters as two, combining marks as
/// one.
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
      column[i + 1] = column[i] + Math.max(1, DisplayWidth.of(line[i]));
    }
    return column;
  }
}
