package dev.tusk.core.sql;

/// The character classes of PostgreSQL's scanner (`scan.l`, version 18). Every UTF-16 unit from
/// 0x80 on is a letter there, because every byte of its UTF-8 form is.
final class SqlChars {
  private SqlChars() {}

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  static boolean isNewline(char c) {
    return c == '\n' || c == '\r';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isIdentifierStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  static boolean isIdentifierPart(char c) {
    return isIdentifierStart(c) || isDigit(c) || c == '$';
  }

  /// What may stand in a dollar quote's tag behind its first letter, and in a psql variable's name.
  static boolean isTagPart(char c) {
    return isIdentifierStart(c) || isDigit(c);
  }

  static boolean isOperator(char c) {
    return switch (c) {
      case '+', '-', '*', '/', '<', '>', '=' -> true;
      default -> isSpecialOperator(c);
    };
  }

  /// Those that allow an operator to end in `+` or `-`.
  static boolean isSpecialOperator(char c) {
    return switch (c) {
      case '~', '!', '@', '#', '^', '&', '|', '`', '?', '%' -> true;
      default -> false;
    };
  }

  /// Folds ASCII only, as PostgreSQL does for keywords.
  static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  /// Whether `text` has `c` at `at`, which may lie behind `limit`.
  static boolean has(CharSequence text, int at, int limit, char c) {
    return at < limit && text.charAt(at) == c;
  }
}
