package dev.tusk.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a server is started with; the defaults are the sample server's.
///
/// @param settings lines of its configuration, which win over our own; values are unquoted
/// @param access lines of its `pg_hba.conf`, first match wins
/// @param port a fixed port, or 0 for a free one
/// @param durable whether a crash of the machine may not lose data; tests do without
/// @param passwordPrefix how each password begins; tests search for it in all that they leave
///     behind
/// @param namespaceRefused behaves, as root, as if user namespaces were refused
public record ServerOptions(
    Map<String, String> settings,
    List<String> access,
    int port,
    boolean durable,
    String passwordPrefix,
    boolean namespaceRefused) {

  /// How the passwords of servers for tests begin.
  public static final String TEST_PASSWORD = "TUSKCANARY-";

  /// Every connection comes from this machine and proves the password.
  public static final List<String> PASSWORD_ACCESS =
      List.of("host all all 127.0.0.1/32 scram-sha-256");

  /// Every connection from this machine is let in; for tests.
  public static final List<String> TRUST_ACCESS =
      List.of("host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust");

  public ServerOptions {
    settings = Map.copyOf(settings);
    access = List.copyOf(access);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port lies between 0 (any) and 65535, not " + port);
    }
  }

  /// The sample server's own: a password, a free port, nothing lost.
  static ServerOptions sample() {
    return new ServerOptions(Map.of(), PASSWORD_ACCESS, 0, true, "", false);
  }

  /// A server for tests: as quick as can be, its data lost with the machine.
  public static ServerOptions throwaway() {
    return new ServerOptions(Map.of(), PASSWORD_ACCESS, 0, false, TEST_PASSWORD, false);
  }

  /// The same with one more setting.
  public ServerOptions with(String setting, String value) {
    var more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return new ServerOptions(more, access, port, durable, passwordPrefix, namespaceRefused);
  }

  /// The same with other access lines.
  public ServerOptions withAccess(List<String> lines) {
    return new ServerOptions(settings, lines, port, durable, passwordPrefix, namespaceRefused);
  }

  /// The same on a fixed port; 0 takes a free one.
  ServerOptions withPort(int fixed) {
    return new ServerOptions(settings, access, fixed, durable, passwordPrefix, namespaceRefused);
  }

  /// The same without user namespaces, as in many containers; matters only as root.
  ServerOptions withoutNamespaces() {
    return new ServerOptions(settings, access, port, durable, passwordPrefix, true);
  }

  /// The whole configuration file for one start.
  String configuration(int onPort) {
    var lines = new LinkedHashMap<String, String>();
    lines.put("listen_addresses", "127.0.0.1");
    lines.put("unix_socket_directories", "");
    lines.put("password_encryption", "scram-sha-256");
    lines.put("log_line_prefix", "%m [%p] %q%u@%d ");
    // Nobody replicates from it, and bulk loads are quicker so.
    lines.put("wal_level", "minimal");
    lines.put("max_wal_senders", "0");
    if (!durable) {
      lines.put("fsync", "off");
      lines.put("full_page_writes", "off");
    }
    lines.putAll(settings);
    lines.put("port", Integer.toString(onPort));
    var text = new StringBuilder("# Written anew at every start.\n");
    lines.forEach(
        (name, value) ->
            text.append(name).append(" = '").append(value.replace("'", "''")).append("'\n"));
    return text.toString();
  }
}
