package dev.tusk.core.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds secrets inside a string or a comment: `password=…` of a libpq connection string, `PASSWORD
/// '…'` of nested SQL, and `//user:…@` of a URL.
final class EmbeddedSecrets {
  private static final String NAMES =
      "(?:password|passwd|pwd|passphrase|secret|token|(?:api|access|secret|private|account)[_-]?key)";

  /// A name and what stands between it and its value: `password=`, `"token": `, `PASSWORD '`.
  private static final Pattern NAME =
      Pattern.compile(
          "(?i:"
              + NAMES
              + ")(['\"]{0,2}+\\s*+(?:=>?|:=|:(?!:))\\s*+|['\"]\\s*+,\\s*+(?=['\"$])"
              + "|\\s++(?:[eEnN]|[uU]&)?+(?=['\"\\\\$]))");

  /// The same on a line of psql, where `\\set password value` needs no sign at all.
  private static final Pattern COMMAND_NAME =
      Pattern.compile("(?i:" + NAMES + ")(['\"]?+\\s*+[=:]\\s*+|\\s++)");

  /// What comes straight before a secret in the arguments of programs and in HTTP headers.
  private static final Pattern ARGUMENT =
      Pattern.compile(
          "(?i:(?<=^|\\s|')(?:-u|--user|--proxy-user)[\\s=]*+['\"]?+[^\\s:'\"]++:"
              + "|sshpass\\s++-p\\s*+"
              + "|(?<![a-z])authorization['\"]?+\\s*+[:=]\\s*+(?:[a-z]++\\s++)?+"
              + "|(?<![a-z])bearer\\s++)()");

  /// A line that is a connection string, or sets psql's variable: nothing that a server takes.
  private static final Pattern PASTED =
      Pattern.compile(
          "(?im:^[ \\t]*+(?:(?:host|hostaddr|port|dbname|user|sslmode)=\\S++[ \\t]++)++"
              + "password=|\\bpgpassword=|[?&](?:ssl)?password=)()");

  private EmbeddedSecrets() {}

  /// For a whole text: what stands outside of strings and is no SQL at all.
  static String redactPasted(String text) {
    return urls(values(PASTED, text));
  }

  static String redact(String text) {
    return urls(values(ARGUMENT, values(NAME, text)));
  }

  /// For a line that psql, not the server, reads.
  static String redactCommand(String text) {
    return urls(values(ARGUMENT, values(COMMAND_NAME, text)));
  }

  private static String values(Pattern name, String text) {
    Matcher matcher = name.matcher(text);
    StringBuilder result = new StringBuilder();
    int copied = 0;
    while (matcher.find(copied)) {
      int start = matcher.end();
      boolean bare = !matcher.group(1).isBlank() || name != NAME;
      int end = valueEnd(text, start, bare);
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
    if (first == '\'' || first == '"' || ((first == '\\' || first == '$') && !bare)) {
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
