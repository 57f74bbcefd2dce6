package dev.tusk.sqlite;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionStore;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
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

  private static final String COLUMNS =
      "id, name, host, port, database, user, ssl_mode, stage, remember_password,"
          + " connect_timeout_ms, pool_timeout_ms, max_sessions, max_service_sessions, read_only";

  private static final String UPSERT =
      "insert into connection ("
          + COLUMNS
          + ", name_key) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (id) do update set name = excluded.name, name_key = excluded.name_key,"
          + " host = excluded.host, port = excluded.port, database = excluded.database,"
          + " user = excluded.user, ssl_mode = excluded.ssl_mode, stage = excluded.stage,"
          + " remember_password = excluded.remember_password,"
          + " connect_timeout_ms = excluded.connect_timeout_ms,"
          + " pool_timeout_ms = excluded.pool_timeout_ms, max_sessions = excluded.max_sessions,"
          + " max_service_sessions = excluded.max_service_sessions,"
          + " read_only = excluded.read_only";

  private final SqliteFile file;

  SqliteConnections(SqliteFile file) {
    this.file = file;
  }

  @Override
  public List<ConnectionConfig> all() {
    return select("", null).stream()
        .sorted(Comparator.comparing(ConnectionConfig::name, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  @Override
  public Optional<ConnectionConfig> find(ConnectionId id) {
    return select(" where id = ?", id.toString()).stream().findFirst();
  }

  @Override
  public Optional<ConnectionConfig> findByName(String name) {
    return select(" where name_key = ?", key(name)).stream().findFirst();
  }

  @Override
  public void save(ConnectionConfig config) {
    file.write(
        connection -> {
          refuseTakenName(connection, config);
          try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            ConnectionOptions options = config.options();
            upsert.setString(1, config.id().toString());
            upsert.setString(2, config.name());
            upsert.setString(3, config.host());
            upsert.setInt(4, config.port());
            upsert.setString(5, config.database());
            upsert.setString(6, config.user());
            upsert.setString(7, config.sslMode().name());
            upsert.setString(8, config.stage().name());
            upsert.setBoolean(9, config.rememberPassword());
            upsert.setLong(10, options.connectTimeout().toMillis());
            upsert.setLong(11, options.poolTimeout().toMillis());
            upsert.setInt(12, options.maxSessions());
            upsert.setInt(13, options.maxServiceSessions());
            upsert.setBoolean(14, options.readOnly());
            upsert.setString(15, key(config.name()));
            upsert.executeUpdate();
          }
        });
  }

  @Override
  public void remove(ConnectionId id) {
    file.write(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("delete from connection where id = ?")) {
            delete.setString(1, id.toString());
            delete.executeUpdate();
          }
        });
  }

  @Override
  public void touch(ConnectionId id, Instant when) {
    file.write(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement("update connection set last_used_us = ? where id = ?")) {
            update.setLong(1, Micros.of(when));
            update.setString(2, id.toString());
            update.executeUpdate();
          }
        });
  }

  @Override
  public Optional<Instant> lastUsed(ConnectionId id) {
    return file.read(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select last_used_us from connection"
                      + " where id = ? and last_used_us is not null")) {
            select.setString(1, id.toString());
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.of(Micros.instant(row.getLong(1))) : Optional.empty();
            }
          }
        });
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

  private List<ConnectionConfig> select(String where, @Nullable String argument) {
    return file.read(
        connection -> {
          List<ConnectionConfig> found = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement("select " + COLUMNS + " from connection" + where)) {
            if (argument != null) {
              select.setString(1, argument);
            }
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                config(row).ifPresent(found::add);
              }
            }
          }
          return found;
        });
  }

  /// One unusable row must not keep a person from all the other connections.
  private static Optional<ConnectionConfig> config(ResultSet row) throws SQLException {
    try {
      return Optional.of(
          new ConnectionConfig(
              ConnectionId.parse(row.getString(1)),
              row.getString(2),
              row.getString(3),
              row.getInt(4),
              row.getString(5),
              row.getString(6),
              SslMode.valueOf(row.getString(7)),
              Stage.valueOf(row.getString(8)),
              row.getBoolean(9),
              new ConnectionOptions(
                  Duration.ofMillis(row.getLong(10)),
                  Duration.ofMillis(row.getLong(11)),
                  row.getInt(12),
                  row.getInt(13),
                  row.getBoolean(14))));
    } catch (IllegalArgumentException unusable) {
      LOG.log(System.Logger.Level.WARNING, "A saved connection was left out", unusable);
      return Optional.empty();
    }
  }

  /// Equal for names that differ only in case, as `String.equalsIgnoreCase` sees it.
  private static String key(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
