package dev.tusk.core.connection.text;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.HostAddress;
import dev.tusk.core.connection.LibpqEnvironment;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.IdSource;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.UseCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes a draft of a connection from what a person typed or pasted, as psql would understand it:
/// first the text, then the service it names, then the environment, then what libpq takes. Blocks.
@UseCase
public final class ReadConnection {
  private final LibpqEnvironment environment;

  /// Those of this process, which never change: for who cannot wait.
  private final Map<String, String> variables;

  private final IdSource ids;

  public ReadConnection(LibpqEnvironment environment, IdSource ids) {
    this.environment = environment;
    this.variables = environment.variables();
    this.ids = ids;
  }

  /// Reads a URL, a connection string or a JDBC URL.
  ///
  /// @throws IllegalArgumentException with a sentence for the person who typed it; it never
  ///     contains a password
  public ConnectionUrl read(String text) {
    return resolved(ConnectionUrl.options(text));
  }

  /// `saved` with what a text says of it, and a service that the text names. All else stays: the
  /// environment has no say, since a saved connection has a value for everything.
  ///
  /// @throws IllegalArgumentException as [#read]
  public ConnectionUrl change(ConnectionConfig saved, String text) {
    Map<String, String> options = withService(ConnectionUrl.options(text));
    boolean limited = options.containsKey("connect_timeout");
    Map<String, String> before = ConnectionUrl.options(ConnectionUrl.text(saved));
    if (options.containsKey("ssl")) {
      before.remove("sslmode");
    }
    String hosts = options.getOrDefault("host", "");
    if (!hosts.isEmpty() && (hosts.contains(",") || saved.hosts().size() > 1)) {
      // Each has its own.
      before.remove("port");
    }
    if (!hosts.isEmpty()) {
      before.remove(Setting.HOSTADDR.keyword());
    }
    before.forEach(options::putIfAbsent);
    ConnectionUrl read = ConnectionUrl.of(options, saved.id(), saved.user());
    ConnectionConfig now = read.config();
    return new ConnectionUrl(
        new ConnectionConfig(
            saved.id(),
            saved.name(),
            now.host(),
            now.port(),
            now.database(),
            now.user(),
            now.sslMode(),
            saved.stage(),
            saved.rememberPassword(),
            limited
                ? saved.options().withConnectTimeout(now.options().connectTimeout())
                : saved.options(),
            now.settings()),
        read.password());
  }

  /// What psql connects to when it is told nothing.
  ///
  /// @throws IllegalArgumentException with a sentence about the variable that is wrong
  public ConnectionUrl fromEnvironment() {
    return resolved(new LinkedHashMap<>());
  }

  /// The password in `PGPASSWORD`, owned by the caller; null for none.
  public @Nullable Secret environmentPassword() {
    String password = environment.variables().getOrDefault("PGPASSWORD", "");
    return password.isEmpty() ? null : Secret.of(password);
  }

  /// What the environment says where a saved connection leaves `setting` open. Does not block.
  public Optional<Variable> variable(Setting setting) {
    return LibpqKeywords.variable(setting)
        .map(name -> new Variable(name, variables.getOrDefault(name, "").strip()))
        .filter(found -> !found.value().isEmpty())
        // As PostgreSQL's own programs read it.
        .filter(found -> setting != Setting.TIMEZONE || !found.value().equalsIgnoreCase("default"));
  }

  /// A variable of the environment.
  public record Variable(String name, String value) {}

  /// The operating system's user, whom libpq takes when nobody says another.
  public String user() {
    return environment.user();
  }

  /// Servers that listen on this machine's Unix sockets.
  private List<HostAddress> sockets() {
    return environment.sockets();
  }

  /// What psql would connect to by each of [#sockets] when it is told nothing else.
  ///
  /// @throws IllegalArgumentException as [#fromEnvironment]
  public List<ConnectionConfig> localServers() {
    return sockets().stream().map(this::through).toList();
  }

  private ConnectionConfig through(HostAddress socket) {
    ConnectionUrl read = resolved(Map.of("host", socket.host(), "port", "" + socket.port()));
    Secret password = read.password();
    if (password != null) {
      password.wipe();
    }
    return read.config();
  }

  private ConnectionUrl resolved(Map<String, String> given) {
    Map<String, String> variables = environment.variables();
    Map<String, String> named = new LinkedHashMap<>(given);
    named.putIfAbsent("service", variables.getOrDefault("PGSERVICE", ""));
    Map<String, String> options = withService(named);
    LibpqKeywords.addVariables(options, variables);
    if ((options.getOrDefault("host", "") + options.getOrDefault("hostaddr", "")).isEmpty()) {
      defaultHost(options.getOrDefault("port", "")).ifPresent(host -> options.put("host", host));
    }
    return ConnectionUrl.of(options, new ConnectionId(ids.next()), environment.user());
  }

  /// What the service that is named says comes after what is given.
  private Map<String, String> withService(Map<String, String> given) {
    Map<String, String> options = new LinkedHashMap<>(given);
    String service = options.getOrDefault("service", "");
    options.remove("service");
    if (!service.isEmpty()) {
      service(service).forEach(options::putIfAbsent);
    }
    return options;
  }

  private Map<String, String> service(String name) {
    for (String text : environment.serviceFiles()) {
      Optional<Map<String, String>> found = ServiceText.find(text, name);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new IllegalArgumentException(
        "There is no service \"%s\" in a pg_service.conf of this machine".formatted(name));
  }

  /// A local server is reached by its socket, as psql does it; without one it is localhost.
  private Optional<String> defaultHost(String port) {
    String wanted = port.isEmpty() ? "" + ConnectionConfig.DEFAULT_PORT : port;
    return environment.sockets().stream()
        .filter(socket -> wanted.equals("" + socket.port()))
        .map(HostAddress::host)
        .findFirst();
  }
}
