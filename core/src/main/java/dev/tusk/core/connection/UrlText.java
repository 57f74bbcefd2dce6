package dev.tusk.core.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/// Takes a connection URL apart into libpq's options, by libpq's rules (the manual's chapter
/// "Connection URIs"): what is percent-encoded is decoded part by part, a plus is a plus.
final class UrlText {
  private UrlText() {}

  static boolean isUrl(String text) {
    return text.indexOf("://") >= 0 && text.indexOf("://") < equals(text);
  }

  private static int equals(String text) {
    int at = text.indexOf('=');
    return at < 0 ? text.length() : at;
  }

  static Map<String, String> options(String url) {
    int colon = url.indexOf("://");
    String scheme = url.substring(0, colon);
    if (!scheme.equalsIgnoreCase("postgresql") && !scheme.equalsIgnoreCase("postgres")) {
      throw new IllegalArgumentException(
          "\"%s://\" is not PostgreSQL's; a URL for Tusk begins with postgresql://"
              .formatted(scheme));
    }
    String rest = url.substring(colon + 3);
    Map<String, String> options = new LinkedHashMap<>();
    int at = rest.indexOf('@');
    int slash = rest.indexOf('/');
    if (at >= 0 && (slash < 0 || at < slash)) {
      credentials(rest.substring(0, at), options);
      rest = rest.substring(at + 1);
    }
    int question = rest.indexOf('?');
    String place = question < 0 ? rest : rest.substring(0, question);
    slash = place.indexOf('/');
    host(slash < 0 ? place : place.substring(0, slash), options);
    if (slash >= 0) {
      options.put("dbname", decode(place.substring(slash + 1)));
    }
    if (question >= 0 && question + 1 < rest.length()) {
      query(rest.substring(question + 1), options);
    }
    return options;
  }

  private static void credentials(String text, Map<String, String> options) {
    int colon = text.indexOf(':');
    options.put("user", decode(colon < 0 ? text : text.substring(0, colon)));
    if (colon >= 0) {
      options.put("password", decode(text.substring(colon + 1)));
    }
  }

  private static void host(String text, Map<String, String> options) {
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : Math.max(text.indexOf(':'), 0);
    if (text.startsWith("[")) {
      if (end == 0) {
        throw new IllegalArgumentException("The IPv6 address needs a ] at its end");
      }
      if (end < text.length() && text.charAt(end) != ':') {
        throw new IllegalArgumentException("After the ] of an IPv6 address comes :port or /");
      }
      options.put("host", decode(text.substring(1, end - 1)));
    } else if (text.indexOf(':') < 0) {
      end = text.length();
      options.put("host", decode(text));
    } else if (text.indexOf(':') != text.lastIndexOf(':') && text.indexOf(',') < 0) {
      throw new IllegalArgumentException(
          "The host has several colons; an IPv6 address stands in brackets: [::1]");
    } else {
      options.put("host", decode(text.substring(0, end)));
    }
    if (end < text.length()) {
      options.put("port", decode(text.substring(end + 1)));
    }
  }

  private static void query(String text, Map<String, String> options) {
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "After ? a URL has option=value pairs with & between them");
      }
      options.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
  }

  /// The URL of `options`, which [#options] reads again: `host`, `port`, `user` and `dbname` stand
  /// in their places, the others behind the question mark. A host may be a path or IPv6.
  static String url(Map<String, String> options) {
    Map<String, String> rest = new LinkedHashMap<>(options);
    String user = encode(String.valueOf(rest.remove("user")), "");
    String host = String.valueOf(rest.remove("host"));
    String place = host.indexOf(':') >= 0 ? "[" + encode(host, ":") + "]" : encode(host, "");
    String port = String.valueOf(rest.remove("port"));
    String database = encode(String.valueOf(rest.remove("dbname")), "");
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    rest.forEach((key, value) -> query.add(key + "=" + encode(value, ":/,@")));
    return "postgresql://" + user + "@" + place + ":" + port + "/" + database + query;
  }

  /// @param plain what need not be encoded, beside letters and digits of ASCII
  private static String encode(String text, String plain) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xff);
      if (each > ' '
          && (Character.isLetterOrDigit(character)
              || "-_.~".indexOf(character) >= 0
              || plain.indexOf(character) >= 0)) {
        encoded.append(character);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0 || high + low == 0) {
          throw new IllegalArgumentException(
              "After % come two hexadecimal digits; a % itself is written %25");
        }
        bytes.write(high * 16 + low);
        i += 3;
      } else {
        int point = text.codePointAt(i);
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(point);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException failure) {
      throw new IllegalArgumentException("What is written with % must be UTF-8", failure);
    }
  }
}
