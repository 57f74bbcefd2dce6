package dev.tusk.postgres.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The words of a statement outside comments and parentheses, in upper case.
///
/// A quoted name or a string counts as one word, a parenthesis shows as `(`, any other sign as
/// itself. Follows PostgreSQL's lexical rules (manual, 4.1) as far as they matter for finding the
/// verb; what comes after [#MOST] words is not looked at.
final class TopLevelWords {
  private static final int MOST = 4096;

  private final String sql;
  private final List<String> words = new ArrayList<>();
  private int at;
  private int depth;

  private TopLevelWords(String sql) {
    this.sql = sql;
  }

  static List<String> of(String sql) {
    return new TopLevelWords(sql).scan();
  }

  private List<String> scan() {
    while (at < sql.length() && words.size() < MOST) {
      char c = sql.charAt(at);
      if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", at)) {
        skipComment();
      } else if (c == '\'') {
        quoted('\'', false);
      } else if ((c == 'e' || c == 'E') && sql.startsWith("'", at + 1)) {
        at++;
        quoted('\'', true);
      } else if (c == '"') {
        quoted('"', false);
      } else if (c == '$' && dollarTag() != null) {
        dollarQuoted(String.valueOf(dollarTag()));
      } else if (isWordPart(c)) {
        word();
      } else {
        sign(c);
      }
    }
    return words;
  }

  private void sign(char c) {
    at++;
    if (c == '(') {
      add("(");
      depth++;
    } else if (c == ')') {
      depth = Math.max(0, depth - 1);
    } else if (!Character.isWhitespace(c)) {
      add(String.valueOf(c));
    }
  }

  private void word() {
    int start = at;
    while (at < sql.length() && isWordPart(sql.charAt(at))) {
      at++;
    }
    if (depth == 0) {
      add(sql.substring(start, at).toUpperCase(Locale.ROOT));
    }
  }

  private void quoted(char quote, boolean backslashes) {
    int start = ++at;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\\' && backslashes) {
        at++;
      } else if (c == quote) {
        if (!sql.startsWith(String.valueOf(quote), at + 1)) {
          break;
        }
        at++;
      }
      at++;
    }
    int end = Math.min(at, sql.length());
    at = Math.min(sql.length(), at + 1);
    if (depth == 0) {
      add("'" + sql.substring(Math.min(start, end), end).toUpperCase(Locale.ROOT) + "'");
    }
  }

  private void skipComment() {
    int nested = 0;
    do {
      if (sql.startsWith("/*", at)) {
        nested++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        nested--;
        at += 2;
      } else {
        at++;
      }
    } while (nested > 0 && at < sql.length());
  }

  private @Nullable String dollarTag() {
    int end = at + 1;
    while (end < sql.length() && isWordPart(sql.charAt(end)) && sql.charAt(end) != '$') {
      end++;
    }
    boolean tag =
        end < sql.length()
            && sql.charAt(end) == '$'
            && (end == at + 1 || !Character.isDigit(sql.charAt(at + 1)));
    return tag ? sql.substring(at, end + 1) : null;
  }

  private void dollarQuoted(String tag) {
    int end = sql.indexOf(tag, at + tag.length());
    at = end < 0 ? sql.length() : end + tag.length();
    add("''");
  }

  private void add(String word) {
    if (depth == 0) {
      words.add(word);
    }
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 127;
  }
}
