package dev.tusk.app.oracle;

/// Compares a statement as psql sends it with the same statement as Tusk sends it.
///
/// Written apart from Tusk's own lexer, so that an error there is not repeated here.
final class Edges {
  private Edges() {}

  /// Whether `sql` holds nothing but white space, comments and semicolons.
  static boolean isEmpty(String sql) {
    return skip(sql, 0, true) == sql.length();
  }

  /// Whether `ofPsql` is `ofTusk` with nothing but comments, white space and semicolons around it.
  static boolean equal(String ofPsql, String ofTusk) {
    // An optimizer hint before the statement belongs to it for Tusk.
    int start = ofTusk.startsWith("/*") ? ofPsql.indexOf(ofTusk) : skip(ofPsql, 0, false);
    return start >= 0
        && ofPsql.startsWith(ofTusk, start)
        && skip(ofPsql, start + ofTusk.length(), true) == ofPsql.length();
  }

  private static int skip(String sql, int from, boolean semicolons) {
    int at = from;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (Character.isWhitespace(c) || (semicolons && c == ';')) {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", at)) {
        at = comment(sql, at);
      } else {
        return at;
      }
    }
    return at;
  }

  private static int comment(String sql, int from) {
    int depth = 0;
    int at = from;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
    return Math.min(at, sql.length());
  }
}
