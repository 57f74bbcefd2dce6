package dev.tusk.core.connection.text;

import dev.tusk.core.connection.HostAddress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
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
    hosts(slash < 0 ? place : place.substring(0, slash), options);
    if (slash >= 0 && slash + 1 < place.length()) {
      options.put("dbname", decode(place.substring(slash + 1)));
    }
    if (question >= 0 && question + 1 < rest.length()) {
      query(rest.substring(question + 1), options);
    }
    return options;
  }

  private static void credentials(String text, Map<String, String> options) {
    int colon = text.indexOf(':');
    String user = decode(colon < 0 ? text : text.substring(0, colon));
    if (!user.isEmpty()) {
      options.put("user", user);
    }
    if (colon >= 0) {
      options.put("password", decode(text.substring(colon + 1)));
    }
  }

  private static void hosts(String text, Map<String, String> options) {
    StringJoiner hosts = new StringJoiner(",");
    StringJoiner ports = new StringJoiner(",");
    for (String each : text.split(",", -1)) {
      int end = host(each);
      boolean bracketed = each.startsWith("[");
      hosts.add(decode(bracketed ? each.substring(1, end - 1) : each.substring(0, end)));
      ports.add(end < each.length() ? decode(each.substring(end + 1)) : "");
    }
    if (hosts.length() > 0) {
      options.put("host", hosts.toString());
    }
    if (ports.length() > 0) {
      options.put("port", ports.toString());
    }
  }

  /// Where the host ends in `text` and its port begins, if it has one.
  private static int host(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']') + 1;
      if (end == 0) {
        throw new IllegalArgumentException("The IPv6 address needs a ] at its end");
      }
      if (end < text.length() && text.charAt(end) != ':') {
        throw new IllegalArgumentException("After the ] of an IPv6 address comes :port or /");
      }
      return end;
    }
    int colon = text.indexOf(':');
    if (colon != text.lastIndexOf(':')) {
      throw new IllegalArgumentException(
          "The host has several colons; an IPv6 address stands in brackets: [::1]");
    }
    return colon < 0 ? text.length() : colon;
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

  /// The URL that [#options] reads again.
  static String url(
      String user, List<HostAddress> hosts, String database, Map<String, String> options) {
    StringJoiner places = new StringJoiner(",");
    for (HostAddress each : hosts) {
      boolean bracketed = each.host().indexOf(':') >= 0;
      String host = bracketed ? "[" + encode(each.host(), ":") + "]" : encode(each.host(), "");
      places.add(host + ":" + each.port());
    }
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    options.forEach((key, value) -> query.add(key + "=" + encode(value, ":/,@")));
    return "postgresql://" + encode(user, "") + "@" + places + "/" + encode(database, "") + query;
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
