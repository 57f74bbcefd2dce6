package dev.tusk.core.sql;

/// Finds the end of a number by the rules of PostgreSQL 16 and later: `0x1F`, `0o17`, `0b1`,
/// `1_000`, `1.5e-3`; `1..10` is a number and two dots.
final class NumberScanner {
  private NumberScanner() {}

  /// The end of the number at `pos`, where a digit stands, or a dot with a digit behind it.
  static int end(CharSequence text, int pos, int limit) {
    int i = prefixed(text, pos, limit);
    if (i > pos) {
      return i;
    }
    i = digits(text, pos, limit, 10);
    if (SqlChars.has(text, i, limit, '.') && !SqlChars.has(text, i + 1, limit, '.')) {
      i = digits(text, i + 1, limit, 10);
    }
    return exponent(text, i, limit);
  }

  private static int prefixed(CharSequence text, int pos, int limit) {
    if (text.charAt(pos) != '0' || pos + 1 >= limit) {
      return pos;
    }
    int base =
        switch (text.charAt(pos + 1)) {
          case 'x', 'X' -> 16;
          case 'o', 'O' -> 8;
          case 'b', 'B' -> 2;
          default -> 10;
        };
    if (base == 10) {
      return pos;
    }
    int from = SqlChars.has(text, pos + 2, limit, '_') ? pos + 3 : pos + 2;
    int end = digits(text, from, limit, base);
    return end > from ? end : pos;
  }

  private static int exponent(CharSequence text, int pos, int limit) {
    if (pos >= limit || SqlChars.lower(text.charAt(pos)) != 'e') {
      return pos;
    }
    int i = pos + 1;
    if (SqlChars.has(text, i, limit, '+') || SqlChars.has(text, i, limit, '-')) {
      i++;
    }
    int end = digits(text, i, limit, 10);
    return end > i ? end : pos;
  }

  /// Digits with single underscores between them.
  private static int digits(CharSequence text, int pos, int limit, int base) {
    int i = pos;
    while (i < limit && isDigit(text.charAt(i), base)) {
      i++;
      if (SqlChars.has(text, i, limit, '_') && i + 1 < limit && isDigit(text.charAt(i + 1), base)) {
        i++;
      }
    }
    return i;
  }

  private static boolean isDigit(char c, int base) {
    return c < 0x80 && Character.digit(c, base) >= 0;
  }
}
