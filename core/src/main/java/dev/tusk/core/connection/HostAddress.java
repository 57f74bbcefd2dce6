package dev.tusk.core.connection;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A place where a server may listen.
///
/// @param host a name, an address, or the directory of a Unix socket, which begins with `/`
/// @param port 1 to 65535
public record HostAddress(String host, int port) {
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  /// What no name can be: four bytes, or hexadecimal digits with colons and perhaps a zone.
  private static final Pattern NUMERIC =
      Pattern.compile("%1$s(\\.%1$s){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*(%%[\\w.-]+)?".formatted(BYTE));

  /// Reads what [#text(List)] wrote.
  ///
  /// @throws IllegalArgumentException with a sentence for the person who typed it
  static List<HostAddress> parse(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(HostAddress::one).toList();
  }

  private static HostAddress one(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (!bare.isBlank() && port >= 1 && port <= 65_535) {
        return new HostAddress(bare, port);
      }
    } catch (NumberFormatException wrong) {
      // the same sentence says it
    }
    throw new IllegalArgumentException("\"" + text + "\" is not host:port");
  }

  /// Several, separated by commas.
  public static String text(List<HostAddress> hosts) {
    return hosts.stream().map(HostAddress::toString).collect(Collectors.joining(","));
  }

  /// Whether it is the directory of a Unix socket.
  public boolean isSocket() {
    return isSocket(host);
  }

  /// Whether `host` is the directory of a Unix socket.
  public static boolean isSocket(String host) {
    return host.startsWith("/");
  }

  /// Whether `text` is an address, so that no name has to be looked up.
  static boolean isNumeric(String text) {
    return NUMERIC.matcher(text).matches();
  }

  /// `host:port`, an IPv6 address in brackets.
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
