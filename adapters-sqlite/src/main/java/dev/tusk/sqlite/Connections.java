package dev.tusk.sqlite;

import dev.tusk.sqlite.migration.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteOpenMode;

/// Makes connections to SQLite, each with Tusk's settings.
final class Connections {
  static final String MEMORY = ":memory:";

  private static final System.Logger LOG = System.getLogger(Connections.class.getName());

  /// SQLITE_OPEN_NOFOLLOW, which the driver has no name for.
  private static final int NO_FOLLOW = 0x01000000;

  private static final int READ_WRITE =
      SQLiteOpenMode.READWRITE.flag | SQLiteOpenMode.CREATE.flag | NO_FOLLOW;

  /// In WAL mode a commit is safe against power loss only with FULL; it costs 1.3 ms. Deleted text
  /// is overwritten, since history may hold row data. A schema that somebody tampered with must not
  /// run functions. A start must not wait long for a program that holds the file.
  private static final String[] PRAGMAS = {
    "pragma busy_timeout = 1500",
    "pragma synchronous = full",
    "pragma foreign_keys = on",
    "pragma secure_delete = on",
    "pragma trusted_schema = off",
    "pragma cell_size_check = on"
  };

  private Connections() {}

  /// Opens `file`, through no link.
  static Connection file(Path file) throws SQLException {
    return connect(file.toString(), READ_WRITE);
  }

  /// Opens `file` beside another connection, for reading only.
  static Connection reader(Path file) throws SQLException {
    return connect(file.toString(), SQLiteOpenMode.READONLY.flag | NO_FOLLOW);
  }

  /// A store of the present schema in memory.
  static Connection fresh() throws SQLException {
    Connection connection = connect(MEMORY, READ_WRITE);
    Migrations.known().apply(connection);
    return connection;
  }

  private static Connection connect(String path, int mode) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("open_mode", Integer.toString(mode));
    // Not through DriverManager, which would first load every driver on the class path.
    Connection connection = new JDBC().connect("jdbc:sqlite:" + path, properties);
    try (Statement statement = connection.createStatement()) {
      for (String pragma : PRAGMAS) {
        statement.execute(pragma);
      }
      return connection;
    } catch (SQLException failure) {
      closeQuietly(connection);
      throw failure;
    }
  }

  /// From here on writes wait up to five seconds for another process's.
  static void patient(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 5000");
    }
  }

  /// Switches to the write-ahead log, in which readers and a writer do not wait for each other.
  static void useLog(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma journal_mode = wal")) {
      String mode = row.next() ? row.getString(1) : "";
      if (!"wal".equals(mode)) {
        LOG.log(System.Logger.Level.WARNING, "SQLite keeps its journal mode: {0}", mode);
      }
    }
  }

  static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException failure) {
      LOG.log(System.Logger.Level.DEBUG, "Closing failed", failure);
    }
  }
}
