package dev.tusk.core.connection.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads JSON into maps, lists, strings, numbers and booleans, as much of it as the files of other
/// clients need.
final class JsonText {
  private static final int DEEPEST = 100;

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /// The object that `text` is.
  ///
  /// @throws IllegalArgumentException when it is something else; it says where and repeats nothing
  static Map<String, @Nullable Object> object(String text) {
    JsonText json = new JsonText(text);
    Map<String, @Nullable Object> read = map(json.value(0));
    json.skip();
    if (json.at < text.length()) {
      throw json.wrong();
    }
    return read;
  }

  /// `value` as an object; an empty one when it is none.
  static Map<String, @Nullable Object> map(@Nullable Object value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> found) {
      found.forEach((key, each) -> map.put(String.valueOf(key), each));
    }
    return map;
  }

  /// The member `name` as text; empty when there is none, or when it is no single value.
  static String text(Map<String, @Nullable Object> object, String name) {
    return switch (object.get(name)) {
      case String string -> string;
      case Boolean yes -> yes.toString();
      case Number number ->
          number.doubleValue() == number.longValue()
              ? Long.toString(number.longValue())
              : number.toString();
      case null, default -> "";
    };
  }

  /// `text` as JSON writes it.
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        quoted.append('\\').append(each);
      } else if (each < ' ') {
        quoted.append("\\u%04x".formatted((int) each));
      } else {
        quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }

  private @Nullable Object value(int depth) {
    if (depth > DEEPEST) {
      throw wrong();
    }
    skip();
    return switch (peek()) {
      case '{' -> members(depth);
      case '[' -> elements(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> members(int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    for (skip(); peek() != '}'; skip()) {
      String name = string();
      skip();
      take(':');
      members.put(name, value(depth + 1));
      skip();
      if (peek() != '}') {
        take(',');
      }
    }
    at++;
    return members;
  }

  private List<@Nullable Object> elements(int depth) {
    List<@Nullable Object> elements = new ArrayList<>();
    at++;
    for (skip(); peek() != ']'; skip()) {
      elements.add(value(depth + 1));
      skip();
      if (peek() != ']') {
        take(',');
      }
    }
    at++;
    return elements;
  }

  private String string() {
    take('"');
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char each = text.charAt(at++);
      string.append(each == '\\' ? escaped() : each);
    }
    at++;
    return string.toString();
  }

  private char escaped() {
    char each = peek();
    at++;
    return switch (each) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw wrong();
        }
        at += 4;
        try {
          yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
        } catch (NumberFormatException failure) {
          throw wrong();
        }
      }
      default -> each;
    };
  }

  private Double number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Double.valueOf(text.substring(start, at));
    } catch (NumberFormatException failure) {
      throw wrong();
    }
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong();
    }
    at += word.length();
    return value;
  }

  private void take(char wanted) {
    if (peek() != wanted) {
      throw wrong();
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong();
    }
    return text.charAt(at);
  }

  private void skip() {
    while (at < text.length()
        && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF')) {
      at++;
    }
  }

  private IllegalArgumentException wrong() {
    long line = text.substring(0, Math.min(at, text.length())).lines().count();
    return new IllegalArgumentException("The file is no JSON; see line " + Math.max(1, line));
  }
}
