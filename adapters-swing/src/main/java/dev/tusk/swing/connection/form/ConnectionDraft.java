package dev.tusk.swing.connection.form;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.swing.kit.Messages;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/// A connection as it stands in the form: text that may be wrong.
///
/// @param name may be empty: then the connection is called `database@host`
/// @param connectTimeout in seconds
/// @param poolTimeout in seconds
/// @param settings what is set beside; empty text is as good as none
public record ConnectionDraft(
    ConnectionId id,
    String name,
    Stage stage,
    String host,
    String port,
    String database,
    String user,
    boolean remember,
    SslMode sslMode,
    String connectTimeout,
    String poolTimeout,
    String maxSessions,
    Map<Setting, String> settings) {
  private static final Messages TEXT = Messages.of(ConnectionDraft.class);
  private static final int LONGEST = 3600;
  private static final int MOST_SESSIONS = 200;

  /// What can be wrong with a draft.
  public enum Field {
    NAME,
    HOST,
    PORT,
    DATABASE,
    USER,
    PASSWORD,
    CONNECT_TIMEOUT,
    POOL_TIMEOUT,
    MAX_SESSIONS
  }

  /// An empty form for a new connection.
  public static ConnectionDraft blank(ConnectionId id, String user) {
    var limits = ConnectionOptions.DEFAULTS;
    return new ConnectionDraft(
        id,
        "",
        Stage.DEVELOPMENT,
        "localhost",
        Integer.toString(ConnectionConfig.DEFAULT_PORT),
        "",
        user,
        true,
        SslMode.PREFER,
        Long.toString(limits.connectTimeout().toSeconds()),
        Long.toString(limits.poolTimeout().toSeconds()),
        Integer.toString(limits.maxSessions()),
        Map.of());
  }

  public static ConnectionDraft of(ConnectionConfig config) {
    var limits = config.options();
    return new ConnectionDraft(
        config.id(),
        config.name(),
        config.stage(),
        config.host(),
        Integer.toString(config.port()),
        config.database(),
        config.user(),
        config.rememberPassword(),
        config.sslMode(),
        Long.toString(limits.connectTimeout().toSeconds()),
        Long.toString(limits.poolTimeout().toSeconds()),
        Integer.toString(limits.maxSessions()),
        config.settings().all());
  }

  /// The same place as `config`, as what this draft already is otherwise: what a pasted URL does.
  ConnectionDraft at(ConnectionConfig config) {
    var from = of(config);
    return new ConnectionDraft(
        id,
        name.isBlank() ? config.name() : name,
        stage,
        from.host,
        from.port,
        from.database,
        from.user,
        remember,
        from.sslMode,
        from.connectTimeout,
        poolTimeout,
        maxSessions,
        merged(config.settings()));
  }

  /// A URL says all that libpq knows of, and of Tusk's own settings what it names.
  private Map<Setting, String> merged(ConnectionSettings url) {
    var merged = new EnumMap<Setting, String>(Setting.class);
    merged.putAll(settings);
    merged.keySet().removeIf(Setting::isOfLibpq);
    merged.putAll(url.all());
    return merged;
  }

  /// The same with other settings.
  ConnectionDraft with(Map<Setting, String> newSettings) {
    return copy(id, name, remember, newSettings);
  }

  /// The same under another id and name.
  public ConnectionDraft as(ConnectionId newId, String newName) {
    return copy(newId, newName, remember, settings);
  }

  /// The same, keeping its password or not.
  public ConnectionDraft remembering(boolean yes) {
    return copy(id, name, yes, settings);
  }

  private ConnectionDraft copy(
      ConnectionId newId, String newName, boolean remembers, Map<Setting, String> newSettings) {
    return new ConnectionDraft(
        newId,
        newName,
        stage,
        host,
        port,
        database,
        user,
        remembers,
        sslMode,
        connectTimeout,
        poolTimeout,
        maxSessions,
        newSettings);
  }

  /// The name it gets when none is typed.
  String suggestedName() {
    return (database.isBlank() ? user : database).strip() + "@" + host.strip();
  }

  /// What is wrong, by field, in sentences for the person who typed it; empty when all is well.
  Map<Field, String> problems() {
    var problems = new EnumMap<Field, String>(Field.class);
    if (host.isBlank()) {
      problems.put(Field.HOST, TEXT.get("problem.host"));
    }
    if (database.isEmpty()) {
      problems.put(Field.DATABASE, TEXT.get("problem.database"));
    }
    if (user.isEmpty()) {
      problems.put(Field.USER, TEXT.get("problem.user"));
    }
    Map.of(Field.NAME, name, Field.HOST, host, Field.DATABASE, database, Field.USER, user)
        .forEach(
            (field, text) -> {
              if (text.indexOf('\0') >= 0) {
                problems.put(field, TEXT.get("problem.zero"));
              }
            });
    check(problems, Field.PORT, port, 65_535, "problem.port");
    check(problems, Field.CONNECT_TIMEOUT, connectTimeout, LONGEST, "problem.timeout");
    check(problems, Field.POOL_TIMEOUT, poolTimeout, LONGEST, "problem.timeout");
    check(problems, Field.MAX_SESSIONS, maxSessions, MOST_SESSIONS, "problem.sessions");
    return problems;
  }

  /// What is wrong with the settings, in sentences for the person who typed it.
  Map<Setting, String> settingProblems() {
    var problems = new EnumMap<Setting, String>(Setting.class);
    settings.forEach(
        (setting, value) -> {
          try {
            var _ = ConnectionSettings.of(Map.of(setting, value));
          } catch (IllegalArgumentException wrong) {
            problems.put(setting, String.valueOf(wrong.getMessage()));
          }
        });
    var addresses = !settings.getOrDefault(Setting.HOSTADDR, "").isEmpty();
    if (addresses && problems.isEmpty() && problems().isEmpty()) {
      try {
        var _ = config();
      } catch (IllegalArgumentException wrong) {
        // Each is right by itself; only addresses must go with the hosts.
        problems.put(Setting.HOSTADDR, String.valueOf(wrong.getMessage()));
      }
    }
    return problems;
  }

  private static void check(
      Map<Field, String> problems, Field field, String text, int most, String message) {
    if (number(text, most).isEmpty()) {
      problems.put(field, TEXT.get(message, Integer.toString(most)));
    }
  }

  private static OptionalInt number(String text, int most) {
    try {
      var number = Integer.parseInt(text.strip());
      return number >= 1 && number <= most ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /// The connection it describes.
  ///
  /// @throws IllegalArgumentException when it has problems
  public ConnectionConfig config() {
    return new ConnectionConfig(
        id,
        name.isBlank() ? suggestedName() : name.strip(),
        host.strip(),
        Integer.parseInt(port.strip()),
        database,
        user,
        sslMode,
        stage,
        remember,
        new ConnectionOptions(
            Duration.ofSeconds(Integer.parseInt(connectTimeout.strip())),
            Duration.ofSeconds(Integer.parseInt(poolTimeout.strip())),
            Integer.parseInt(maxSessions.strip()),
            ConnectionOptions.DEFAULTS.maxServiceSessions()),
        ConnectionSettings.of(settings));
  }
}
