package dev.tusk.core.sql;

import java.util.Locale;

/// Writes names and text into SQL; nothing else in Tusk puts quotes around either.
public final class Identifier {
  private Identifier() {}

  /// A name as SQL, in double quotes only where PostgreSQL's own `quote_ident` sets them: unless it
  /// is lower-case ASCII letters, digits and `_`, and no keyword but an unreserved one.
  ///
  /// @throws IllegalArgumentException for a name that no PostgreSQL object can have: empty, or with
  ///     a zero character
  public static String quote(String name) {
    return isPlain(name) ? name : quoteAlways(name);
  }

  /// A name in double quotes.
  ///
  /// @throws IllegalArgumentException as [#quote]
  public static String quoteAlways(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "A PostgreSQL name has at least one character and no zero character.");
    }
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// A qualified name: `schema.relation.column`, each part quoted where necessary.
  public static String qualified(String first, String... more) {
    var sql = new StringBuilder(quote(first));
    for (String part : more) {
      sql.append('.').append(quote(part));
    }
    return sql.toString();
  }

  /// A text as a string constant; with backslashes inside as `E'…'`, so that it means the same
  /// whatever `standard_conforming_strings` says.
  ///
  /// @throws IllegalArgumentException for a zero character, which no PostgreSQL text can hold
  public static String literal(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("A PostgreSQL text cannot hold a zero character.");
    }
    String quoted = '\'' + value.replace("'", "''") + '\'';
    return value.indexOf('\\') >= 0 ? 'E' + quoted.replace("\\", "\\\\") : quoted;
  }

  /// The name that an identifier means: `"A""b"` is `A"b`, `Abc` is `abc`. Folds ASCII only, as a
  /// UTF-8 server does; `U&"…"` is not decoded.
  public static String nameOf(String identifier) {
    int length = identifier.length();
    if (length >= 2 && identifier.startsWith("\"") && identifier.endsWith("\"")) {
      return identifier.substring(1, length - 1).replace("\"\"", "\"");
    }
    boolean ascii = identifier.chars().allMatch(c -> c < 0x80);
    if (ascii) {
      return identifier.toLowerCase(Locale.ROOT);
    }
    var folded = new StringBuilder(length);
    identifier.chars().forEach(c -> folded.append(SqlChars.lower((char) c)));
    return folded.toString();
  }

  private static boolean isPlain(String name) {
    if (name.isEmpty() || SqlChars.isDigit(name.charAt(0))) {
      return false;
    }
    boolean safe =
        name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9'));
    return safe
        && switch (Keywords.category(name)) {
          case NONE, UNRESERVED -> true;
          case RESERVED, COLUMN_NAME, TYPE_OR_FUNCTION -> false;
        };
  }
}
