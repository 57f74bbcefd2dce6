package dev.tusk.sqlite;

import dev.tusk.sqlite.recovery.Copies;
import dev.tusk.sqlite.recovery.Damage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/// What is done for a store while it is open: the check of the whole, and the daily good copy. On
/// connections of its own, so that nobody waits for it. Thread-safe.
final class Upkeep {
  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());

  private final Path file;
  private final Copies copies;
  private final InstantSource clock;

  Upkeep(Path file, Copies copies, InstantSource clock) {
    this.file = file;
    this.copies = copies;
    this.clock = clock;
  }

  /// Checks the whole file, and keeps today's copy of a good one.
  ///
  /// @return what is wrong, for people; empty when nothing is
  synchronized Optional<String> check() {
    try (Connection reader = Connections.reader(file)) {
      Optional<String> damage = Damage.check(reader);
      if (damage.isEmpty()) {
        keepCopy(reader);
      }
      return damage;
    } catch (SQLException failure) {
      if (Damage.means(failure)) {
        return Optional.of(Damage.said(failure));
      }
      throw StorageErrors.of(failure, file);
    }
  }

  /// Takes what a person has cleared out of the copies.
  synchronized void forgetInCopies() {
    try (Connection reader = Connections.reader(file)) {
      copies.replace(reader, clock.instant());
    } catch (SQLException failure) {
      throw StorageErrors.of(failure, file);
    } catch (IOException failure) {
      throw StorageErrors.of(failure, file);
    }
  }

  private void keepCopy(Connection reader) {
    try {
      copies.keep(reader, clock.instant());
    } catch (IOException | SQLException failure) {
      // The data is good; the copy is made at the next check.
      LOG.log(System.Logger.Level.WARNING, "No copy of " + file + " was made", failure);
    }
  }
}
