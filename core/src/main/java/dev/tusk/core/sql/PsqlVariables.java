package dev.tusk.core.sql;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts values in place of psql variables: `:name` as it is, `:'name'` as a string constant,
/// `:"name"` as an identifier, `:{?name}` as whether it is declared. As in psql, only outside of
/// strings, quoted names, comments and `COPY` data, and a name that nobody declared stays as it is
/// written (`:{?name}` becomes `FALSE`).
public final class PsqlVariables {
  private PsqlVariables() {}

  /// The script with the declared variables replaced. A value is not searched for variables again.
  ///
  /// @throws IllegalArgumentException as [Identifier#literal] and [Identifier#quoteAlways]
  public static String replace(String script, Map<String, String> values) {
    var result = new StringBuilder(script.length());
    var lexer = new SqlLexer(script);
    int copied = 0;
    while (lexer.next()) {
      if (lexer.kind() != TokenKind.PUNCTUATION || script.charAt(lexer.start()) != ':') {
        continue;
      }
      int end = referenceEnd(script, lexer.start());
      String value = end < 0 ? null : value(script.substring(lexer.start(), end), values);
      if (value != null) {
        result.append(script, copied, lexer.start()).append(value);
        copied = end;
        lexer.resumeAt(end);
      }
    }
    return result.append(script, copied, script.length()).toString();
  }

  /// The name of the variable that `script` refers to at an offset; empty when it does not.
  public static Optional<String> at(String script, int offset) {
    if (offset < 0 || offset >= script.length() || script.charAt(offset) != ':') {
      return Optional.empty();
    }
    int end = referenceEnd(script, offset);
    return end < 0
        ? Optional.empty()
        : Optional.of(script.substring(offset + 1, end).replaceAll("[{?}'\"]", ""));
  }

  private static int referenceEnd(String script, int colon) {
    int at = colon + 1;
    int limit = script.length();
    if (at >= limit) {
      return -1;
    }
    char quote = script.charAt(at);
    if (quote == '\'' || quote == '"') {
      int end = nameEnd(script, at + 1);
      return end > at + 1 && SqlChars.has(script, end, limit, quote) ? end + 1 : -1;
    }
    if (script.startsWith("{?", at)) {
      int end = nameEnd(script, at + 2);
      return end > at + 2 && SqlChars.has(script, end, limit, '}') ? end + 1 : -1;
    }
    int end = nameEnd(script, at);
    return end > at ? end : -1;
  }

  private static int nameEnd(String script, int from) {
    int i = from;
    while (i < script.length() && SqlChars.isTagPart(script.charAt(i))) {
      i++;
    }
    return i;
  }

  private static @Nullable String value(String reference, Map<String, String> values) {
    return switch (reference.charAt(1)) {
      case '\'' -> {
        String value = values.get(reference.substring(2, reference.length() - 1));
        yield value == null ? null : literal(value);
      }
      case '"' -> {
        String value = values.get(reference.substring(2, reference.length() - 1));
        yield value == null ? null : Identifier.quoteAlways(value);
      }
      case '{' ->
          values.containsKey(reference.substring(3, reference.length() - 1)) ? "TRUE" : "FALSE";
      default -> values.get(reference.substring(1));
    };
  }

  /// libpq sets a space before `E'…'`, so that it never joins the word before it.
  private static String literal(String value) {
    String literal = Identifier.literal(value);
    return literal.startsWith("E") ? ' ' + literal : literal;
  }
}
