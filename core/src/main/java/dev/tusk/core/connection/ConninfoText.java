package dev.tusk.core.connection;

import java.util.LinkedHashMap;
import java.util.Map;

/// Takes libpq's `key=value` connection string apart, by libpq's rules: blanks separate, a value
/// with blanks stands in single quotes, a backslash takes the next character literally.
public final class ConninfoText {
  private final String text;
  private int at;

  private ConninfoText(String text) {
    this.text = text;
  }

  /// The values by their keyword.
  ///
  /// @throws IllegalArgumentException with a message for people, when the text is no such string
  public static Map<String, String> options(String text) {
    return new ConninfoText(text).read();
  }

  private Map<String, String> read() {
    Map<String, String> options = new LinkedHashMap<>();
    for (skipBlanks(); at < text.length(); skipBlanks()) {
      int start = at;
      while (at < text.length() && text.charAt(at) != '=' && !blank()) {
        at++;
      }
      String key = text.substring(start, at);
      skipBlanks();
      if (at == text.length() || text.charAt(at) != '=' || key.isEmpty()) {
        // the word is not repeated: it may be the second half of a password with a blank
        throw new IllegalArgumentException(
            "This is no connection; write postgresql://user@host:5432/database,"
                + " or host=localhost dbname=shop with values that have blanks in single quotes");
      }
      at++;
      skipBlanks();
      options.put(key, at < text.length() && text.charAt(at) == '\'' ? quoted() : plain());
    }
    if (options.isEmpty()) {
      throw new IllegalArgumentException(
          "A connection is written postgresql://user@host:5432/database");
    }
    return options;
  }

  private String plain() {
    StringBuilder value = new StringBuilder();
    while (at < text.length() && !blank()) {
      value.append(character());
    }
    return value.toString();
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      if (text.charAt(at) == '\'') {
        at++;
        return value.toString();
      }
      value.append(character());
    }
    throw new IllegalArgumentException("A value begins with ' and does not end with one");
  }

  private char character() {
    if (text.charAt(at) == '\\' && at + 1 < text.length()) {
      at++;
    }
    return text.charAt(at++);
  }

  private void skipBlanks() {
    while (at < text.length() && blank()) {
      at++;
    }
  }

  private boolean blank() {
    return Character.isWhitespace(text.charAt(at));
  }
}
