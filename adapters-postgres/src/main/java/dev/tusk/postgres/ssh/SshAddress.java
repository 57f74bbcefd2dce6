package dev.tusk.postgres.ssh;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An SSH server as a person writes it: `[user@]host[:port]`, or an alias of `~/.ssh/config`.
///
/// @param user null when it is left to `~/.ssh/config`
/// @param port 0 when it is left to `~/.ssh/config`
record SshAddress(@Nullable String user, String host, int port) {
  private static final String SCHEME = "ssh://";

  /// Reads one address.
  ///
  /// @throws dev.tusk.core.error.TuskException with a TunnelFailed when it is none
  static SshAddress parse(String text) {
    String rest = text.strip();
    if (rest.startsWith(SCHEME)) {
      rest = rest.substring(SCHEME.length());
      rest = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    }
    int at = rest.lastIndexOf('@');
    @Nullable String user = at < 0 ? null : rest.substring(0, at);
    String place = rest.substring(at + 1);
    int close = place.indexOf(']');
    boolean bracketed = place.startsWith("[") && close > 0;
    int colon = bracketed ? close + 1 : place.indexOf(':');
    if (!bracketed && colon >= 0 && place.indexOf(':', colon + 1) >= 0) {
      // A bare IPv6 address has no port.
      colon = -1;
    }
    String host;
    int port = 0;
    if (colon < 0 || colon >= place.length()) {
      host = place;
    } else if (place.charAt(colon) != ':') {
      throw SshErrors.settings("\"" + text + "\" is not an SSH server");
    } else {
      host = place.substring(0, colon);
      port = port(place.substring(colon + 1), text);
    }
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    boolean odd =
        host.isBlank()
            || host.startsWith("-")
            || host.chars().anyMatch(c -> c <= ' ' || c == '@' || c == '/' || c == 0x7f);
    if (odd || (user != null && user.isBlank())) {
      throw SshErrors.settings("\"" + text + "\" is not an SSH server; write user@host:port");
    }
    return new SshAddress(user, host, port);
  }

  /// Reads a list such as `ProxyJump` has it; `none` and nothing are no servers at all.
  static List<SshAddress> parseList(String text) {
    List<SshAddress> addresses = new ArrayList<>();
    if (!text.isBlank() && !text.strip().equalsIgnoreCase("none")) {
      for (String part : text.split(",", -1)) {
        addresses.add(parse(part));
      }
    }
    return List.copyOf(addresses);
  }

  private static int port(String digits, String whole) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException none) {
      // Said below.
    }
    throw SshErrors.settings("\"" + whole + "\" has no port between 1 and 65535");
  }
}
