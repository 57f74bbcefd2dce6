package dev.tusk.sqlite;

import dev.tusk.sqlite.recovery.Copies;
import dev.tusk.sqlite.recovery.Damage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/// What is done for a store while it is open: the check of the whole, and the daily good copy. On
/// connections of its own, so that nobody waits for it. Thread-safe.
///
/// Closing ends what is under way: a reader that is left open would keep the log beside the file,
/// and the next start would have to read all of both.
final class Upkeep implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());

  private final Path file;
  private final Copies copies;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private @Nullable Connection reader;
  private boolean closed;

  Upkeep(Path file, Copies copies, InstantSource clock) {
    this.file = file;
    this.copies = copies;
    this.clock = clock;
  }

  /// Checks the whole file, and keeps today's copy of a good one.
  ///
  /// @return what is wrong, for people; empty when nothing is
  synchronized Optional<String> check() {
    try (Connection mine = reader()) {
      Optional<String> damage = Damage.check(mine);
      if (damage.isEmpty()) {
        keepCopy(mine);
      }
      return damage;
    } catch (SQLException failure) {
      if (isClosed()) {
        return Optional.empty();
      }
      if (Damage.means(failure)) {
        return Optional.of(Damage.said(failure));
      }
      throw StorageErrors.of(failure, file);
    }
  }

  /// Takes what a person has cleared out of the copies.
  synchronized void forgetInCopies() {
    try (Connection mine = reader()) {
      copies.replace(mine, clock.instant());
    } catch (SQLException failure) {
      throw StorageErrors.of(failure, file);
    } catch (IOException failure) {
      throw StorageErrors.of(failure, file);
    }
  }

  /// Interrupts the check or the copy that is under way, and closes what it reads from.
  @Override
  public void close() {
    reading.lock();
    try {
      closed = true;
      if (reader != null && !reader.isClosed()) {
        reader.unwrap(SQLiteConnection.class).getDatabase().interrupt();
        reader.close();
      }
    } catch (SQLException failure) {
      LOG.log(System.Logger.Level.WARNING, "The check of " + file + " goes on", failure);
    } finally {
      reading.unlock();
    }
  }

  private Connection reader() throws SQLException {
    reading.lock();
    try {
      if (closed) {
        throw new SQLException("closed");
      }
      Connection opened = Connections.reader(file);
      reader = opened;
      return opened;
    } finally {
      reading.unlock();
    }
  }

  private boolean isClosed() {
    reading.lock();
    try {
      return closed;
    } finally {
      reading.unlock();
    }
  }

  private void keepCopy(Connection from) {
    try {
      copies.keep(from, clock.instant());
    } catch (IOException | SQLException failure) {
      if (isClosed()) {
        return;
      }
      // The data is good; the copy is made at the next check.
      LOG.log(System.Logger.Level.WARNING, "No copy of " + file + " was made", failure);
    }
  }
}
