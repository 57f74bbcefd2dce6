package dev.tusk.sqlite;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.ConnectionStore;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.sqlite.row.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The saved connections in SQLite, without their passwords. Plain JDBC: the start reads them.
final class SqliteConnections implements ConnectionStore {
  private static final System.Logger LOG = System.getLogger(SqliteConnections.class.getName());

  /// A connection's settings are a row of the table of settings under this and its id, which keeps
  /// the schema, and so the copies and what recovery reads, as they are (ADR 19).
  private static final String SETTINGS = "connection/";

  /// The condition for all other rows there.
  static final String NO_SETTINGS = "key not glob '" + SETTINGS + "*'";

  /// In the column `read_only`: that it is read-only, as it was written before there were guards.
  private static final long READ_ONLY = 1;

  /// In the column `read_only`: that the connection has settings, so that their loss is seen.
  private static final long HAS_SETTINGS = 2;

  private static final int LAST_USED = Table.CONNECTION.at("last_used_us");

  private final SqliteFile file;

  SqliteConnections(SqliteFile file) {
    this.file = file;
  }

  @Override
  public List<ConnectionConfig> all() {
    return select("true").stream()
        .sorted(Comparator.comparing(ConnectionConfig::name, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  @Override
  public Optional<ConnectionConfig> find(ConnectionId id) {
    return select("id = ?", id.toString()).stream().findFirst();
  }

  @Override
  public Optional<ConnectionConfig> findByName(String name) {
    return select("name_key = ?", key(name)).stream().findFirst();
  }

  @Override
  public void save(ConnectionConfig config) {
    file.write(
        connection -> {
          refuseTakenName(connection, config);
          String id = config.id().toString();
          ConnectionOptions options = config.options();
          Table.CONNECTION.put(
              connection,
              id,
              config.name(),
              key(config.name()),
              config.host(),
              (long) config.port(),
              config.database(),
              config.user(),
              config.sslMode().name(),
              config.stage().name(),
              config.rememberPassword() ? 1L : 0L,
              options.connectTimeout().toMillis(),
              options.poolTimeout().toMillis(),
              (long) options.maxSessions(),
              (long) options.maxServiceSessions(),
              config.settings().all().isEmpty() ? 0L : HAS_SETTINGS,
              lastUsed(connection, id));
          if (config.settings().all().isEmpty()) {
            Table.SETTING.remove(connection, "key = ?", SETTINGS + id);
          } else {
            Table.SETTING.put(connection, SETTINGS + id, config.settings().text());
          }
        });
  }

  @Override
  public void remove(ConnectionId id) {
    file.write(
        connection -> {
          Table.CONNECTION.remove(connection, "id = ?", id.toString());
          Table.SETTING.remove(connection, "key = ?", SETTINGS + id);
        });
    file.forget();
  }

  @Override
  public void touch(ConnectionId id, Instant when) {
    file.write(
        connection -> {
          for (var row : rows(connection, "id = ?", id.toString())) {
            row[LAST_USED] = Micros.of(when);
            Table.CONNECTION.put(connection, row);
          }
        });
  }

  @Override
  public Optional<Instant> lastUsed(ConnectionId id) {
    return file.read(
        connection ->
            Optional.ofNullable(lastUsed(connection, id.toString())).map(Micros::instant));
  }

  private @Nullable Long lastUsed(Connection connection, String id) throws SQLException {
    for (var row : rows(connection, "id = ?", id)) {
      return row[LAST_USED] instanceof Long micros ? micros : null;
    }
    return null;
  }

  private static void refuseTakenName(Connection connection, ConnectionConfig config)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select name from connection where name_key = ? and id <> ?")) {
      select.setString(1, key(config.name()));
      select.setString(2, config.id().toString());
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          throw new TuskException(
              new TuskError.StorageFailed(
                  TuskError.Disk.OTHER,
                  "Another connection is called \""
                      + row.getString(1)
                      + "\"; choose another name"));
        }
      }
    }
  }

  private List<ConnectionConfig> select(String condition, Object... arguments) {
    return file.read(
        connection -> {
          List<ConnectionConfig> found = new ArrayList<>();
          for (var each : rows(connection, condition, arguments)) {
            Row row = new Row(Table.CONNECTION, each);
            Optional<ConnectionConfig> config = config(row);
            if (config.isPresent()) {
              found.add(config.get().withSettings(settings(connection, row)));
            }
          }
          return found;
        });
  }

  private List<@Nullable Object[]> rows(
      Connection connection, String condition, Object... arguments) throws SQLException {
    return Table.CONNECTION.select(connection, condition, file::noteDamage, arguments);
  }

  /// One unusable row must not keep a person from all the other connections.
  private static Optional<ConnectionConfig> config(Row row) {
    try {
      return Optional.of(
          new ConnectionConfig(
              ConnectionId.parse(row.text("id")),
              row.text("name"),
              row.text("host"),
              (int) row.number("port"),
              row.text("database"),
              row.text("user"),
              SslMode.valueOf(row.text("ssl_mode")),
              Stage.valueOf(row.text("stage")),
              row.flag("remember_password"),
              new ConnectionOptions(
                  Duration.ofMillis(row.number("connect_timeout_ms")),
                  Duration.ofMillis(row.number("pool_timeout_ms")),
                  (int) row.number("max_sessions"),
                  (int) row.number("max_service_sessions"))));
    } catch (IllegalArgumentException unusable) {
      LOG.log(System.Logger.Level.WARNING, "A saved connection was left out", unusable);
      return Optional.empty();
    }
  }

  /// Settings that were lost leave a connection that writes nothing: they may have guarded it.
  private ConnectionSettings settings(Connection connection, Row row) throws SQLException {
    ConnectionSettings settings = storedSettings(connection, row);
    if ((row.number("read_only") & READ_ONLY) == 0) {
      return settings;
    }
    return settings.with(Setting.GUARD, Guard.of(settings).or(Guard.READ_ONLY).word());
  }

  private ConnectionSettings storedSettings(Connection connection, Row row) throws SQLException {
    if ((row.number("read_only") & HAS_SETTINGS) == 0) {
      return ConnectionSettings.NONE;
    }
    try {
      for (var each :
          Table.SETTING.select(
              connection, "key = ?", file::noteDamage, SETTINGS + row.text("id"))) {
        return ConnectionSettings.parse(String.valueOf(each[1]));
      }
    } catch (IllegalArgumentException unusable) {
      LOG.log(System.Logger.Level.WARNING, "The settings of a connection cannot be read", unusable);
    }
    return ConnectionSettings.NONE.with(Setting.GUARD, Guard.READ_ONLY.word());
  }

  /// Equal for names that differ only in case, as `String.equalsIgnoreCase` sees it.
  private static String key(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
