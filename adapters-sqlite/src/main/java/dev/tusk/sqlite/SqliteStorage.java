package dev.tusk.sqlite;

import dev.tusk.core.connection.ConnectionStore;
import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.port.StoragePort;
import dev.tusk.core.settings.SettingsStore;
import dev.tusk.core.workspace.WorkspaceStore;
import dev.tusk.sqlite.recovery.Damage;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tusk's own data in one SQLite file. Thread-safe; several processes may share the file.
///
/// What a store has accepted is on the disk: killing Tusk loses nothing. A damaged file is set
/// aside under a name of its own and a fresh one is begun; [#notice] says so.
public final class SqliteStorage implements StoragePort {
  /// The newest executions that history keeps.
  static final int HISTORY_CAP = 100_000;

  private final SqliteFile file;
  private final Path path;
  private final @Nullable String notice;
  private final ConnectionStore connections;
  private final HistoryStore history;
  private final WorkspaceStore workspace;
  private final SettingsStore settings;

  SqliteStorage(SqliteFile file, Path path, @Nullable String notice) {
    this.file = file;
    this.path = path;
    this.notice = notice;
    this.connections = new SqliteConnections(file);
    this.history = new SqliteHistory(file, HISTORY_CAP);
    this.workspace = new SqliteWorkspace(file);
    this.settings = new SqliteSettings(file);
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
    return new SqliteOpener(file).open();
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

  /// Checks the whole file while other calls wait. To be called when
  /// the window is there; [#open] has checked a file of up to 8 MB already.
  ///
  /// @return what to tell a person; the next start will set the file aside. Empty when all is well
  public Optional<String> check() {
    return file.read(Damage::check)
        .map(
            damage -> {
              file.noteDamage();
              return "Tusk's own data in "
                  + path
                  + " is damaged ("
                  + damage
                  + "). Copy what you need from the open tabs; at its next start Tusk keeps the"
                  + " damaged file aside and begins anew.";
            });
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
  public void close() {
    file.close();
  }
}
