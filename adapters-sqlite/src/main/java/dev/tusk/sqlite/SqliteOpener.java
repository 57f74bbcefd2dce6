package dev.tusk.sqlite;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.sqlite.migration.Migrations;
import dev.tusk.sqlite.recovery.Copies;
import dev.tusk.sqlite.recovery.Damage;
import dev.tusk.sqlite.recovery.Inspection;
import dev.tusk.sqlite.recovery.PrivateFiles;
import dev.tusk.sqlite.recovery.Replacement;
import dev.tusk.sqlite.recovery.Rescue;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Opens a store: mends a damaged one, keeping what it was, and brings it to the present schema.
final class SqliteOpener {
  private static final System.Logger LOG = System.getLogger(SqliteOpener.class.getName());

  /// Where SQLite's locks are in every database file: a page that holds no data.
  private static final long SQLITE_LOCKS = 0x40000000L;

  private final Path file;
  private final Copies copies;
  private final InstantSource clock;

  /// @param file in a directory that is there, and named without links
  SqliteOpener(Path file, InstantSource clock) {
    this.file = file;
    this.copies = new Copies(file);
    this.clock = clock;
  }

  /// Opens the store of `file`, in a directory that is made where needed.
  static SqliteStorage open(Path file, InstantSource clock) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory == null) {
        throw new IOException("there is no directory for it");
      }
      PrivateFiles.directories(directory);
      // SQLite follows no link at all in the name; one above the directory is the user's own
      // choice.
      Path place = directory.toRealPath().resolve(file.getFileName());
      return Doorway.pass(place, new SqliteOpener(place, clock)::open);
    } catch (IOException failure) {
      throw StorageErrors.of(failure, file);
    } catch (ReadOnlyFileSystemException failure) {
      throw StorageErrors.readOnly(failure, file);
    } catch (SQLException failure) {
      throw StorageErrors.of(failure, file);
    }
  }

  static SqliteStorage inMemory(String notice) {
    Path nowhere = Path.of(Connections.MEMORY);
    try {
      return memory(Connections.fresh(), notice);
    } catch (SQLException failure) {
      throw StorageErrors.of(failure, nowhere);
    }
  }

  private static SqliteStorage memory(Connection connection, String notice) {
    Path nowhere = Path.of(Connections.MEMORY);
    return new SqliteStorage(new SqliteFile(connection, nowhere), nowhere, notice, null);
  }

  private SqliteStorage open(Doorway door) throws IOException, SQLException {
    for (String tail : new String[] {"", "-wal", "-shm", "-journal"}) {
      PrivateFiles.refuseLink(file.resolveSibling(file.getFileName() + tail));
    }
    if (!door.isAlone(0) || !isUnlocked()) {
      return openBesideOthers(door);
    }
    String notice =
        Replacement.resume(file, clock.instant())
            .map(
                kept ->
                    "Tusk's own data in "
                        + file
                        + " was damaged; mending it was interrupted and has now been finished. The"
                        + " damaged file is kept as "
                        + kept
                        + ".")
            .orElse(null);
    LastUse last = LastUse.of(file);
    boolean heldData = last.heldData() || !copies.all().isEmpty();
    Optional<String> damage = Damage.beforeOpening(file, heldData);
    boolean empty = !Files.exists(file) || (Files.isRegularFile(file) && Files.size(file) == 0);
    boolean inspect = !empty && Files.isRegularFile(file);
    Inspection seen =
        inspect
            ? Inspection.of(file, last.store(), last.stage() == LastUse.Stage.OPEN)
            : new Inspection(Optional.empty(), 0, empty, new byte[0], List.of());
    if (damage.isEmpty() && seen.newer() > 0) {
      throw Migrations.known().newer(seen.newer());
    }
    damage = damage.or(seen::damage);
    if (damage.isEmpty()) {
      PrivateFiles.file(file);
      try {
        Optional<SqliteStorage> opened = connect(door, seen.checked(), notice);
        if (opened.isPresent()) {
          return opened.get();
        }
        damage = Optional.of("its rows are not as they were written");
      } catch (SQLException failure) {
        if (!Damage.meansAtStart(failure)) {
          throw failure;
        }
        damage = Optional.of(Damage.said(failure));
      }
      seen = Inspection.of(file, "", false);
    }
    return anew(door, damage.orElse("no reason given"), seen, last);
  }

  /// Nothing is mended while others have it open, but a whole file is shared.
  private SqliteStorage openBesideOthers(Doorway door) throws IOException, SQLException {
    PrivateFiles.file(file);
    return connect(door, false, null)
        .orElseThrow(
            () ->
                new TuskException(
                    new TuskError.StorageFailed(
                        TuskError.Disk.CORRUPT,
                        "Tusk's own data in "
                            + file
                            + " is damaged, and another program has it open; end that (another"
                            + " Tusk?), then start Tusk again: it mends what can be mended")));
  }

  /// @return empty when the file is damaged; it is closed then
  private Optional<SqliteStorage> connect(Doorway door, boolean checked, @Nullable String notice)
      throws IOException, SQLException {
    Connection connection = Connections.file(file);
    boolean usable = false;
    try {
      if (!checked && Damage.afterOpening(connection, file).isPresent()) {
        return Optional.empty();
      }
      Connections.useLog(connection);
      Migrations.known().apply(connection);
      Connections.patient(connection);
      SqliteStorage storage =
          new SqliteStorage(
              new SqliteFile(connection, file), file, notice, new Upkeep(file, copies, clock));
      door.enter();
      storage.noteUse(LastUse.Stage.OPEN);
      usable = true;
      return Optional.of(storage);
    } finally {
      if (!usable) {
        Connections.closeQuietly(connection);
      }
    }
  }

  private SqliteStorage anew(Doorway door, String damage, Inspection seen, LastUse last)
      throws IOException, SQLException {
    LOG.log(System.Logger.Level.WARNING, "{0} is damaged: {1}", file, damage);
    Rescue rescue = Rescue.of(seen.image(), seen.log(), copies, last.rows());
    Connection fresh = Connections.fresh();
    rescue.into(fresh);
    String told =
        "Tusk's own data in " + file + " was damaged (" + damage + "). " + rescue.told() + " ";
    try {
      Path kept = Replacement.of(file, fresh, clock.instant());
      Optional<SqliteStorage> opened =
          connect(
              door,
              true,
              told + (Files.exists(kept) ? "The damaged file is kept as " + kept + "." : ""));
      if (opened.isPresent()) {
        fresh.close();
        return opened.get();
      }
    } catch (IOException | SQLException | ReadOnlyFileSystemException failure) {
      LOG.log(System.Logger.Level.WARNING, "No new file could be begun", failure);
      told += "A new file could not be begun (" + failure.getMessage() + ")";
    }
    return memory(
        fresh,
        told
            + ": the damaged file is as it was, and what you do now is kept until Tusk ends and"
            + " then lost. Make room in "
            + file.getParent()
            + " and make it writable, or choose another data directory.");
  }

  /// Whether no other program uses the file through SQLite, which holds a lock while it does. Only
  /// when this process does not use it either: closing the channel would drop its locks.
  private boolean isUnlocked() {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        FileLock all = channel.tryLock(SQLITE_LOCKS, 512, false)) {
      return all != null;
    } catch (IOException | ReadOnlyFileSystemException failure) {
      // SQLite will tell what is wrong.
      LOG.log(System.Logger.Level.DEBUG, "No lock on " + file, failure);
      return false;
    }
  }
}
