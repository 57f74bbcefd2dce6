package dev.tusk.core.connection;

import dev.tusk.core.kernel.Secret;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks a password up in the text of a `.pgpass`, by libpq's rules: the first line that matches
/// counts; `*` stands for anything, a backslash takes the next character literally.
final class PasswordFileText {
  /// Where libpq's builders put the socket; it counts as localhost here.
  private static final Set<String> DEFAULT_SOCKETS = Set.of("/var/run/postgresql", "/tmp");

  private PasswordFileText() {}

  /// The password for `config`, owned by the caller; null when no line is for it.
  static @Nullable Secret find(char[] text, ConnectionConfig config) {
    String host = DEFAULT_SOCKETS.contains(config.host()) ? "localhost" : config.host();
    String[] wanted = {host, "" + config.port(), config.database(), config.user()};
    int end;
    for (int start = 0; start < text.length; start = end + 1) {
      end = start;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      int last = end > start && text[end - 1] == '\r' ? end - 1 : end;
      if (text[start] == '#') {
        continue;
      }
      int at = start;
      for (String field : wanted) {
        at = at < 0 ? at : behind(text, at, last, field);
      }
      if (at >= 0) {
        return password(text, at, last);
      }
    }
    return null;
  }

  /// Where the next field begins when this one is `wanted`; -1 when it is not.
  private static int behind(char[] text, int start, int end, String wanted) {
    if (start + 1 < end && text[start] == '*' && text[start + 1] == ':') {
      return start + 2;
    }
    int token = 0;
    for (int at = start; at < end; at++, token++) {
      if (text[at] == ':' && token == wanted.length()) {
        return at + 1;
      }
      if (text[at] == '\\' && at + 1 < end) {
        at++;
      }
      if (token == wanted.length() || text[at] != wanted.charAt(token)) {
        return -1;
      }
    }
    return -1;
  }

  private static @Nullable Secret password(char[] text, int start, int end) {
    char[] found = new char[end - start];
    int length = 0;
    for (int at = start; at < end && text[at] != ':'; at++) {
      if (text[at] == '\\' && at + 1 < end) {
        at++;
      }
      found[length++] = text[at];
    }
    char[] exact = Arrays.copyOf(found, length);
    Secret secret = length == 0 ? null : Secret.of(exact);
    Arrays.fill(found, '\0');
    Arrays.fill(exact, '\0');
    return secret;
  }
}
