package dev.tusk.postgres.ssh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What OpenSSH's configuration says of a server, read anew for each tunnel.
///
/// Nothing makes Tusk laxer than OpenSSH's default: `StrictHostKeyChecking no` and `accept-new`
/// ask.
final class SshConfig {
  private static final List<String> DEFAULT_KEYS =
      List.of("id_rsa", "id_ecdsa", "id_ed25519", "id_dsa");
  private static final String NONE = "none";

  private final Path home;
  private final Path shared;
  private final Map<String, String> environment;

  /// @param home of the person, where `.ssh` is
  /// @param shared the computer's own directory, `/etc/ssh`
  SshConfig(Path home, Path shared, Map<String, String> environment) {
    this.home = home;
    this.shared = shared;
    this.environment = environment;
  }

  /// The servers to go through, in their order; the last one is `route`'s own.
  ///
  /// @throws dev.tusk.core.error.TuskException with a TunnelFailed when the configuration cannot be
  ///     followed
  List<SshHost> hops(SshRoute route) {
    SshHost last = resolve(SshAddress.parse(route.server()), route.keyFile());
    List<SshAddress> jump =
        route.jump().isBlank() ? last.jump() : SshAddress.parseList(route.jump());
    List<SshHost> hops = new ArrayList<>();
    before(jump, hops, 0);
    hops.add(last);
    return List.copyOf(hops);
  }

  /// As `ssh` does it: only the first of several jump hosts may have a `ProxyJump` of its own.
  private void before(List<SshAddress> jump, List<SshHost> hops, int depth) {
    if (depth > 8) {
      throw SshErrors.settings("~/.ssh/config goes round in circles with ProxyJump");
    }
    for (int i = 0; i < jump.size(); i++) {
      SshHost host = resolve(jump.get(i), "");
      if (i == 0) {
        before(host.jump(), hops, depth + 1);
      }
      hops.add(host);
    }
  }

  /// One server.
  ///
  /// @param keyFile a key that a person named for it; empty for none
  SshHost resolve(SshAddress address, String keyFile) {
    SshOptions options = new SshOptions(home, address.host(), address.user());
    options.read(home.resolve(".ssh/config"));
    options.read(shared.resolve("ssh_config"));
    if (!options.first("proxycommand", NONE).equalsIgnoreCase(NONE)
        && options.first("proxyjump", "").isEmpty()) {
      throw unsupported(address, "ProxyCommand; use ProxyJump");
    }
    if (!options.first("revokedhostkeys", NONE).equalsIgnoreCase(NONE)) {
      throw unsupported(address, "RevokedHostKeys; put @revoked lines into known_hosts");
    }
    String local = System.getProperty("user.name", "");
    String user = address.user() != null ? address.user() : options.first("user", local);
    int port = address.port() > 0 ? address.port() : port(options);
    String named = options.first("hostname", "%h");
    String hostName =
        named
            .replace("%%", "\0")
            .replace("%h", address.host())
            .replace('\0', '%')
            .toLowerCase(Locale.ROOT);
    Tokens tokens = new Tokens(address.host(), hostName, port, user, local);
    List<Path> keys = new ArrayList<>();
    List<String> configured = options.all("identityfile");
    boolean named1 = !keyFile.isBlank();
    if (named1) {
      keys.add(tokens.path(keyFile));
    } else {
      for (String each : configured) {
        if (!each.equalsIgnoreCase(NONE)) {
          keys.add(tokens.path(each));
        }
      }
      if (configured.isEmpty()) {
        DEFAULT_KEYS.forEach(name -> keys.add(home.resolve(".ssh").resolve(name)));
      }
    }
    List<Path> certificates =
        options.all("certificatefile").stream()
            .filter(each -> !each.equalsIgnoreCase(NONE))
            .map(tokens::path)
            .toList();
    @Nullable String alias = options.first("hostkeyalias");
    return new SshHost(
        address.host(),
        hostName,
        port,
        user,
        List.copyOf(keys),
        certificates,
        named1,
        named1 || yes(options, "identitiesonly"),
        agent(options, tokens),
        paths(options, "userknownhostsfile", "~/.ssh/known_hosts ~/.ssh/known_hosts2", tokens),
        paths(
            options,
            "globalknownhostsfile",
            shared.resolve("ssh_known_hosts") + " " + shared.resolve("ssh_known_hosts2"),
            tokens),
        yes(options, "stricthostkeychecking"),
        yes(options, "hashknownhosts"),
        alias == null ? null : alias.toLowerCase(Locale.ROOT),
        SshAddress.parseList(options.first("proxyjump", NONE)));
  }

  private static RuntimeException unsupported(SshAddress address, String what) {
    return SshErrors.settings(
        "~/.ssh/config has for " + address.host() + " what Tusk does not speak: " + what);
  }

  private static boolean yes(SshOptions options, String name) {
    return Set.of("yes", "true").contains(options.first(name, "no").toLowerCase(Locale.ROOT));
  }

  private static int port(SshOptions options) {
    String text = options.first("port", Integer.toString(SshHost.DEFAULT_PORT));
    return SshAddress.parse("host:" + text).port();
  }

  private @Nullable Path agent(SshOptions options, Tokens tokens) {
    String wanted = options.first("identityagent", "SSH_AUTH_SOCK");
    if (wanted.equalsIgnoreCase(NONE)) {
      return null;
    }
    String socket =
        wanted.equals("SSH_AUTH_SOCK")
            ? environment.getOrDefault("SSH_AUTH_SOCK", "")
            : wanted.startsWith("$") && !wanted.startsWith("${")
                ? environment.getOrDefault(wanted.substring(1), "")
                : wanted;
    return socket.isEmpty() ? null : tokens.path(socket);
  }

  private List<Path> paths(SshOptions options, String name, String otherwise, Tokens tokens) {
    List<Path> paths = new ArrayList<>();
    for (String each : SshOptions.words(options.first(name, otherwise))) {
      if (!each.equalsIgnoreCase(NONE)) {
        paths.add(tokens.path(each));
      }
    }
    return List.copyOf(paths);
  }

  /// What `%h` and its like stand for in file names.
  private final class Tokens {
    private final Map<Character, String> values;

    Tokens(String alias, String hostName, int port, String user, String local) {
      this.values =
          Map.of(
              '%',
              "%",
              'h',
              hostName,
              'n',
              alias,
              'k',
              alias,
              'p',
              Integer.toString(port),
              'r',
              user,
              'u',
              local,
              'd',
              home.toString());
    }

    Path path(String text) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '%' && i + 1 < text.length()) {
          @Nullable String value = values.get(text.charAt(++i));
          if (value == null) {
            throw SshErrors.settings(
                "~/.ssh/config uses %" + text.charAt(i) + ", which Tusk does not speak");
          }
          out.append(value);
        } else if (c == '$' && text.startsWith("${", i) && text.indexOf('}', i) > 0) {
          int close = text.indexOf('}', i);
          out.append(environment.getOrDefault(text.substring(i + 2, close), ""));
          i = close;
        } else {
          out.append(c);
        }
      }
      String plain = out.toString();
      if (plain.equals("~") || plain.startsWith("~/")) {
        plain = home + plain.substring(1);
      }
      Path path = SshErrors.path(plain);
      return path.isAbsolute() ? path : home.resolve(".ssh").resolve(path);
    }
  }
}
