package dev.tusk.sqlite;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.sqlite.recovery.Damage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one connection to the SQLite file, used by one thread at a time. Thread-safe.
///
/// A write is durable when it returns: one immediate transaction, synchronised to the disk.
final class SqliteFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SqliteFile.class.getName());

  private final Connection connection;
  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();

  /// Takes over `connection`, which is in autocommit mode.
  ///
  /// @param file for messages; `:memory:` when there is none
  SqliteFile(Connection connection, Path file) {
    this.connection = connection;
    this.file = file;
  }

  /// Something to do with the connection.
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  /// Something to change.
  @FunctionalInterface
  interface Change {
    void on(Connection connection) throws SQLException;
  }

  /// Reads.
  ///
  /// @throws TuskException with a Storage error
  <T extends @Nullable Object> T read(Work<T> work) {
    lock.lock();
    try {
      return work.on(usable());
    } catch (SQLException failure) {
      throw translated(failure);
    } finally {
      lock.unlock();
    }
  }

  /// Does all of `change` or nothing of it.
  ///
  /// @throws TuskException with a Storage error, after which the file is as it was
  void write(Change change) {
    lock.lock();
    try {
      execute("begin immediate");
      try {
        change.on(connection);
        execute("commit");
      } catch (SQLException | RuntimeException failure) {
        rollBack(failure);
        throw failure;
      }
    } catch (SQLException failure) {
      throw translated(failure);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      connection.close();
    } catch (SQLException failure) {
      LOG.log(System.Logger.Level.WARNING, "Could not close " + file, failure);
    } finally {
      lock.unlock();
    }
  }

  private Connection usable() throws SQLException {
    if (connection.isClosed()) {
      throw new TuskException(
          new TuskError.StorageFailed(
              TuskError.Disk.OTHER, "Tusk is closing: its own data is no longer open"));
    }
    return connection;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = usable().createStatement()) {
      statement.execute(sql);
    }
  }

  private void rollBack(Exception failure) {
    try {
      execute("rollback");
    } catch (SQLException already) {
      // After a full disk or an I/O error SQLite has rolled back by itself.
      failure.addSuppressed(already);
    }
  }

  /// Takes what was removed out of the log as well. Never fails: where another process is reading,
  /// the log is taken away later.
  void forget() {
    lock.lock();
    try {
      execute("pragma wal_checkpoint(truncate)");
    } catch (SQLException failure) {
      LOG.log(System.Logger.Level.DEBUG, "The log of " + file + " stays for now", failure);
    } finally {
      lock.unlock();
    }
  }

  /// Makes the next start set the file aside.
  void noteDamage() {
    if (file.toString().equals(Connections.MEMORY)) {
      return;
    }
    LOG.log(System.Logger.Level.WARNING, "{0} is damaged: the next start mends it", file);
    try {
      Damage.note(file);
    } catch (IOException unable) {
      LOG.log(System.Logger.Level.WARNING, "Could not note the damage of " + file, unable);
    }
  }

  private TuskException translated(SQLException failure) {
    if (Damage.means(failure)) {
      noteDamage();
    }
    return StorageErrors.of(failure, file);
  }
}
