package dev.tusk.sqlite;

import dev.tusk.sqlite.migration.Migrations;
import dev.tusk.sqlite.recovery.Damage;
import dev.tusk.sqlite.recovery.SetAside;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/// Opens the file, sets a damaged one aside, and brings it to the present schema.
final class SqliteOpener {
  private static final System.Logger LOG = System.getLogger(SqliteOpener.class.getName());

  /// In WAL mode a commit is safe against power loss only with FULL; it costs 1.3 ms. Deleted text
  /// is overwritten, since history may hold row data. A schema that somebody tampered with must not
  /// run functions.
  private static final String[] PRAGMAS = {
    "pragma busy_timeout = 5000",
    "pragma synchronous = full",
    "pragma foreign_keys = on",
    "pragma secure_delete = on",
    "pragma trusted_schema = off",
    "pragma cell_size_check = on"
  };

  private final Path file;

  SqliteOpener(Path file) {
    this.file = file;
  }

  SqliteStorage open() {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        PrivateFiles.directories(directory);
      }
      // One process at a time opens, migrates or sets aside. A file of its own: closing any handle
      // on the database itself would drop SQLite's locks ("How to corrupt an SQLite database").
      Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
      PrivateFiles.file(lockFile);
      synchronized (SqliteOpener.class) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            var lock = channel.lock()) {
          assert lock.isValid();
          return openLocked();
        }
      }
    } catch (IOException failure) {
      throw StorageErrors.of(failure, file);
    } catch (ReadOnlyFileSystemException failure) {
      throw StorageErrors.readOnly(failure, file);
    } catch (SQLException failure) {
      throw StorageErrors.of(failure, file);
    }
  }

  static SqliteStorage inMemory(String notice) {
    Path nowhere = Path.of(":memory:");
    try {
      Connection connection = connect(":memory:");
      Migrations.known().apply(connection);
      return new SqliteStorage(new SqliteFile(connection, nowhere), nowhere, notice);
    } catch (SQLException failure) {
      throw StorageErrors.of(failure, nowhere);
    }
  }

  private SqliteStorage openLocked() throws IOException, SQLException {
    Optional<String> damage = Damage.beforeOpening(file);
    if (damage.isPresent()) {
      return anew(damage.get());
    }
    PrivateFiles.file(file);
    try {
      Connection connection = connect(file.toString());
      boolean usable = false;
      try {
        damage = Damage.afterOpening(connection, file);
        if (damage.isEmpty()) {
          useLog(connection);
          Migrations.known().apply(connection);
          damage = Damage.afterMigrating(connection);
        }
        if (damage.isEmpty()) {
          usable = true;
          return storage(connection, null);
        }
      } finally {
        if (!usable) {
          closeQuietly(connection);
        }
      }
    } catch (SQLException failure) {
      if (!Damage.means(failure)) {
        throw failure;
      }
      damage = Optional.of(String.valueOf(failure.getMessage()));
    }
    return anew(damage.orElse("no reason given"));
  }

  private SqliteStorage anew(String damage) {
    LOG.log(System.Logger.Level.WARNING, "{0} is damaged: {1}", file, damage);
    String what = "Tusk's own data in " + file + " was damaged (" + damage + "). ";
    try {
      Path kept = SetAside.move(file, Instant.now());
      PrivateFiles.file(file);
      Connection connection = connect(file.toString());
      useLog(connection);
      Migrations.known().apply(connection);
      return storage(
          connection,
          what
              + "The damaged file is kept as "
              + kept
              + ", and Tusk has begun a new one: saved connections, history, settings and open"
              + " tabs are empty.");
    } catch (IOException | SQLException | ReadOnlyFileSystemException failure) {
      LOG.log(System.Logger.Level.WARNING, "No new file could be begun", failure);
      return inMemory(
          what
              + "A new file could not be begun ("
              + failure.getMessage()
              + "): what you do now is kept until Tusk ends and then lost. Make "
              + file.toAbsolutePath().getParent()
              + " writable, or choose another data directory.");
    }
  }

  private SqliteStorage storage(Connection connection, @Nullable String notice) {
    return new SqliteStorage(new SqliteFile(connection, file), file, notice);
  }

  private static Connection connect(String path) throws SQLException {
    // Not through DriverManager, which would first load every driver on the class path.
    Connection connection = new JDBC().connect("jdbc:sqlite:" + path, new Properties());
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

  /// Switches to the write-ahead log, in which readers and a writer do not wait for each other.
  private static void useLog(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma journal_mode = wal")) {
      String mode = row.next() ? row.getString(1) : "";
      if (!"wal".equals(mode)) {
        LOG.log(System.Logger.Level.WARNING, "SQLite keeps its journal mode: {0}", mode);
      }
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException failure) {
      LOG.log(System.Logger.Level.DEBUG, "Closing failed", failure);
    }
  }
}
