package dev.tusk.core.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds secrets inside a string or a comment: `password=…` of a libpq connection string, `PASSWORD
/// '…'` of nested SQL, and `//user:…@` of a URL.
final class EmbeddedSecrets {
  private static final Pattern NAME =
      Pattern.compile(
          "(?<!(?i:[a-z]))(?i:password|sslpassword|passwd|pwd|passphrase)(\\s*+=\\s*+|\\s++)");

  private EmbeddedSecrets() {}

  static String redact(String text) {
    return urls(names(text));
  }

  private static String names(String text) {
    Matcher matcher = NAME.matcher(text);
    StringBuilder result = new StringBuilder();
    int copied = 0;
    while (matcher.find(copied)) {
      int start = matcher.end();
      int end = valueEnd(text, start, matcher.group(1).contains("="));
      result.append(text, copied, start);
      if (end > start) {
        result.append(SecretRedactor.MASK);
      }
      copied = end;
    }
    return result.append(text, copied, text.length()).toString();
  }

  /// A quoted value takes the rest of the text: how its quotes are escaped depends on too much.
  private static int valueEnd(String text, int start, boolean bare) {
    if (start >= text.length()) {
      return start;
    }
    char first = text.charAt(start);
    if (first == '\'' || first == '"' || (first == '\\' && !bare)) {
      return text.length();
    }
    int end = start;
    while (bare && end < text.length() && !endsValue(text.charAt(end))) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end, text.length());
  }

  private static boolean endsValue(char c) {
    return SqlChars.isSpace(c) || c == '\'' || c == '"';
  }

  /// Masks from the colon behind the user to the last `@` before the next white space or quote.
  private static String urls(String text) {
    StringBuilder result = new StringBuilder();
    int copied = 0;
    int lastAt = -1;
    int chunkEnd = -1;
    int from = text.indexOf("://");
    while (from >= 0) {
      if (from >= chunkEnd) {
        chunkEnd = from;
        lastAt = -1;
        while (chunkEnd < text.length() && !endsValue(text.charAt(chunkEnd))) {
          lastAt = text.charAt(chunkEnd) == '@' ? chunkEnd : lastAt;
          chunkEnd++;
        }
      }
      int colon = from + 3;
      while (colon < chunkEnd && ":/@".indexOf(text.charAt(colon)) < 0) {
        colon++;
      }
      if (colon < lastAt && text.charAt(colon) == ':') {
        result.append(text, copied, colon + 1).append(SecretRedactor.MASK);
        copied = lastAt;
        from = text.indexOf("://", chunkEnd);
      } else {
        from = text.indexOf("://", from + 3);
      }
    }
    return result.append(text, copied, text.length()).toString();
  }
}
