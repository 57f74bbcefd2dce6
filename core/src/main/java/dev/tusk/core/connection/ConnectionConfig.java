package dev.tusk.core.connection;

import dev.tusk.core.kernel.ConnectionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/// Where a database is and how to reach it; holds no password.
///
/// @param name what people call it; unique among saved connections, without regard to case
/// @param host a name, an address, or the directory of a Unix socket, which begins with `/`
/// @param port 1 to 65535
/// @param rememberPassword whether a password that worked is kept in the keyring
public record ConnectionConfig(
    ConnectionId id,
    String name,
    String host,
    int port,
    String database,
    String user,
    SslMode sslMode,
    Stage stage,
    boolean rememberPassword,
    ConnectionOptions options,
    ConnectionSettings settings) {

  public static final int DEFAULT_PORT = 5432;

  /// @throws IllegalArgumentException with a sentence for the person who typed the value
  public ConnectionConfig {
    Objects.requireNonNull(id, "id");
    require(!name.isBlank(), "The connection needs a name");
    require(!host.isBlank(), "The connection needs a host");
    require(port >= 1 && port <= 65_535, "The port must be between 1 and 65535, not " + port);
    require(!database.isEmpty(), "The connection needs a database");
    require(!user.isEmpty(), "The connection needs a user");
    for (String part : new String[] {name, host, database, user}) {
      require(part.indexOf('\0') < 0, "A connection must not contain a NUL character");
    }
    requireAddresses(hosts(host, port, settings), settings);
  }

  /// One of which nothing beside its address is set.
  public ConnectionConfig(
      ConnectionId id,
      String name,
      String host,
      int port,
      String database,
      String user,
      SslMode sslMode,
      Stage stage,
      boolean rememberPassword,
      ConnectionOptions options) {
    this(
        id,
        name,
        host,
        port,
        database,
        user,
        sslMode,
        stage,
        rememberPassword,
        options,
        ConnectionSettings.NONE);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static void requireAddresses(List<HostAddress> hosts, ConnectionSettings settings) {
    List<String> addresses = addresses(hosts.size(), settings);
    require(
        addresses.size() == hosts.size(),
        "\"hostaddr\" must have an address or nothing for each host; there are %d hosts and %d of these"
            .formatted(hosts.size(), addresses.size()));
    for (int i = 0; i < hosts.size(); i++) {
      require(
          addresses.get(i).isEmpty() || !hosts.get(i).isSocket(),
          "The Unix socket in %s has no address; remove \"hostaddr\" or write the name of a host"
              .formatted(hosts.get(i).host()));
    }
  }

  public ConnectionConfig withName(String newName) {
    return new ConnectionConfig(
        id,
        newName,
        host,
        port,
        database,
        user,
        sslMode,
        stage,
        rememberPassword,
        options,
        settings);
  }

  public ConnectionConfig withRememberPassword(boolean newRememberPassword) {
    return new ConnectionConfig(
        id,
        name,
        host,
        port,
        database,
        user,
        sslMode,
        stage,
        newRememberPassword,
        options,
        settings);
  }

  public ConnectionConfig withSettings(ConnectionSettings newSettings) {
    return new ConnectionConfig(
        id,
        name,
        host,
        port,
        database,
        user,
        sslMode,
        stage,
        rememberPassword,
        options,
        newSettings);
  }

  /// All places to try, in their order; the first is [#host] and [#port].
  public List<HostAddress> hosts() {
    return hosts(host, port, settings);
  }

  private static List<HostAddress> hosts(String host, int port, ConnectionSettings settings) {
    List<HostAddress> all = new ArrayList<>();
    all.add(new HostAddress(host, port));
    all.addAll(HostAddress.parse(settings.get(Setting.FALLBACK_HOSTS, "")));
    return List.copyOf(all);
  }

  /// The addresses that are dialled instead of looking [#hosts] up, one for each; empty where the
  /// host is looked up. Its name still says whose certificate and whose password it must be.
  public List<String> addresses() {
    return addresses(hosts().size(), settings);
  }

  private static List<String> addresses(int hosts, ConnectionSettings settings) {
    return settings
        .get(Setting.HOSTADDR)
        .map(given -> List.of(given.split(",", -1)))
        .orElseGet(() -> Collections.nCopies(hosts, ""));
  }

  /// What is dialled first: an address, or the host itself.
  public String dialled() {
    String address = addresses().getFirst();
    return address.isEmpty() ? host : address;
  }

  /// Where it is filed.
  public ConnectionGroup group() {
    return ConnectionGroup.of(settings.get(Setting.GROUP, ""));
  }

  /// `user@host:port/database`, for people; with the address when it is not looked up, and behind
  /// an SSH server with the way there, since one name is another database in each network:
  /// `ada@db:5432/shop at 10.0.0.1 through ada@bastion.example`.
  public String address() {
    return user + "@" + new HostAddress(host, port) + "/" + database + way();
  }

  /// `host:port` with the way there, as [#address] has it.
  public String server() {
    return new HostAddress(host, port) + way();
  }

  private String way() {
    return (dialled().equals(host) ? "" : " at " + dialled())
        + (tunnel().isEmpty() ? "" : " through " + tunnel());
  }

  /// The SSH servers on the way as a person wrote them, the one before the database last; empty
  /// when there are none.
  public String tunnel() {
    String last = settings.get(Setting.SSH, "").strip();
    String before = settings.get(Setting.SSH_JUMP, "").strip();
    boolean straight = before.isEmpty() || before.equalsIgnoreCase("none");
    return last.isEmpty() || straight ? last : before.replaceAll("\\s*,\\s*", ", ") + ", " + last;
  }
}
