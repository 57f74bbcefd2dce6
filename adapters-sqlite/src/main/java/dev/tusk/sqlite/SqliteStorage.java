package dev.tusk.sqlite;

import dev.tusk.core.connection.ConnectionStore;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.port.StoragePort;
import dev.tusk.core.result.SpillFiles;
import dev.tusk.core.settings.SettingsStore;
import dev.tusk.core.workspace.WorkspaceStore;
import dev.tusk.sqlite.migration.Identity;
import dev.tusk.sqlite.row.Table;
import dev.tusk.sqlite.row.Tally;
import dev.tusk.sqlite.spill.SpillDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Tusk's own data in one SQLite file. Thread-safe; several processes may share the file.
///
/// What a store has accepted is on the disk: killing Tusk loses nothing. A damaged file is set
/// aside under a name of its own and a fresh one is begun; [#notice] says so.
public final class SqliteStorage implements StoragePort {
  /// The newest executions that history keeps.
  static final int HISTORY_CAP = 100_000;

  private static final System.Logger LOG = System.getLogger(SqliteStorage.class.getName());

  private final SqliteFile file;
  private final Path path;
  private final @Nullable String notice;
  private final @Nullable Upkeep upkeep;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ConnectionStore connections;
  private final HistoryStore history;
  private final WorkspaceStore workspace;
  private final SettingsStore settings;
  private final @Nullable SpillDirectory spill;

  /// @param upkeep null for a store in memory
  SqliteStorage(SqliteFile file, Path path, @Nullable String notice, @Nullable Upkeep upkeep) {
    this.file = file;
    this.path = path;
    this.notice = notice;
    this.upkeep = upkeep;
    this.connections = new SqliteConnections(file);
    this.history =
        new SqliteHistory(
            file,
            HISTORY_CAP,
            () -> {
              if (upkeep != null) {
                upkeep.forgetInCopies();
              }
            });
    this.workspace = new SqliteWorkspace(file);
    this.settings = new SqliteSettings(file);
    this.spill = upkeep == null ? null : new SpillDirectory(path.resolveSibling("results"));
  }

  /// Opens `file`, creating it and its directory where needed; SQLite's native library is kept in
  /// a directory `native` beside it. The first call in a JVM takes about 130 ms of processor time,
  /// 60 ms with an AOT cache (Temurin 25, two cores); the very first one unpacks the library too.
  ///
  /// @throws dev.tusk.core.error.TuskException with StorageFailed when the directory cannot be
  ///     written, the disk is full, another program holds the file for more than five seconds, or
  ///     a newer Tusk has written it; the message says what to do, and nothing was changed
  public static SqliteStorage open(Path file) {
    return open(file, file.resolveSibling("native"));
  }

  /// As [#open(Path)], with the native library kept in `nativeDirectory`.
  public static SqliteStorage open(Path file, Path nativeDirectory) {
    NativeLibrary.useFrom(nativeDirectory);
    return open(file, nativeDirectory, InstantSource.system());
  }

  static SqliteStorage open(Path file, Path nativeDirectory, InstantSource clock) {
    NativeLibrary.useFrom(nativeDirectory);
    return SqliteOpener.open(file, clock);
  }

  /// Keeps everything in memory until Tusk ends: what a person may choose when no directory can be
  /// written.
  ///
  /// @param notice what to tell people about it
  public static SqliteStorage inMemory(String notice) {
    return SqliteOpener.inMemory(notice);
  }

  /// What a person must be told about the state of the data: that a damaged file was set aside and
  /// where it is, or that nothing will be kept. Empty when all is well.
  public Optional<String> notice() {
    return Optional.ofNullable(notice);
  }

  /// Checks the whole file, and keeps a good copy of it once a day; others read and write
  /// meanwhile. To be called when the window is there, and every few hours: [#open] has checked
  /// only what the start reads, and all of a file of up to half a megabyte. Removes the results
  /// that a crash has left, too.
  ///
  /// @return what to tell a person; the next start will mend the file. Empty when all is well
  public Optional<String> check() {
    if (spill != null) {
      spill.sweep();
    }
    return upkeep == null
        ? Optional.empty()
        : upkeep
            .check()
            .map(
                damage -> {
                  file.noteDamage();
                  return "Tusk's own data in "
                      + path
                      + " is damaged ("
                      + damage
                      + "). Copy what you need from the open tabs; at its next start Tusk keeps the"
                      + " damaged file aside, and reads from it and from its daily copies what it"
                      + " can.";
                });
  }

  /// Notes beside the file how it is left, for the next start. Never fails.
  void noteUse(LastUse.Stage stage) {
    try {
      file.read(
              connection -> {
                Map<Table, Long> rows = new EnumMap<>(Table.class);
                Tally.all(connection).forEach((table, tally) -> rows.put(table, tally.rows()));
                return Identity.read(connection)
                    .map(identity -> new LastUse(identity.id(), stage, rows));
              })
          .ifPresentOrElse(use -> use.write(path), () -> LastUse.forget(path));
    } catch (TuskException failure) {
      LOG.log(System.Logger.Level.WARNING, "The use was not noted", failure);
      LastUse.forget(path);
    }
  }

  SqliteFile file() {
    return file;
  }

  @Override
  public ConnectionStore connections() {
    return connections;
  }

  @Override
  public HistoryStore history() {
    return history;
  }

  @Override
  public WorkspaceStore workspace() {
    return workspace;
  }

  @Override
  public SettingsStore settings() {
    return settings;
  }

  @Override
  public SpillFiles spillFiles() {
    return spill != null
        ? spill
        : () -> {
          throw new TuskException(
              new TuskError.StorageFailed(
                  TuskError.Disk.MISSING,
                  "The rows do not fit into memory, and there is no data directory to keep them in;"
                      + " fetch fewer rows, or choose a data directory"));
        };
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    if (spill != null) {
      spill.close();
    }
    if (upkeep == null) {
      file.close();
      return;
    }
    upkeep.close();
    try {
      Doorway.pass(path, this::close);
    } catch (IOException | SQLException | RuntimeException failure) {
      LOG.log(System.Logger.Level.WARNING, "Closed without a note", failure);
      file.close();
    }
  }

  private boolean close(Doorway door) throws IOException {
    try {
      if (door.isAlone(1)) {
        // Before the log goes.
        noteUse(LastUse.Stage.CLOSED);
      }
    } finally {
      file.close();
      door.leave();
    }
    return true;
  }
}
