package dev.tusk.app;

import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.Terminal;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.keyring.KeyringCredentials;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.sqlite.SqliteStorage;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One run of Tusk: its surroundings, and its parts once they are needed. Closed at the end.
public final class Program implements AutoCloseable {
  private final AppPaths paths;
  private final Terminal terminal;
  private final Map<String, String> variables;
  private final CliEnvironment.Interrupts interrupts;
  private @Nullable CompositionRoot root;
  private @Nullable SqliteStorage storage;
  private @Nullable KeyringCredentials keyring;

  /// Opens nothing yet.
  public Program(
      AppPaths paths,
      Terminal terminal,
      Map<String, String> variables,
      CliEnvironment.Interrupts interrupts) {
    this.paths = paths;
    this.terminal = terminal;
    this.variables = variables;
    this.interrupts = interrupts;
  }

  public AppPaths paths() {
    return paths;
  }

  public Terminal terminal() {
    return terminal;
  }

  public Map<String, String> variables() {
    return variables;
  }

  public CliEnvironment.Interrupts interrupts() {
    return interrupts;
  }

  /// The use cases; the first call opens the data directory (FR-025).
  ///
  /// @throws dev.tusk.core.error.TuskException with a Storage error when that cannot be used
  public synchronized CompositionRoot parts() {
    if (root == null) {
      SqliteStorage opened = SqliteStorage.open(paths.database());
      KeyringCredentials credentials = KeyringCredentials.system();
      storage = opened;
      keyring = credentials;
      root =
          new CompositionRoot(
              paths, new PgDatabase(variables), credentials, opened, new SystemClock());
    }
    return root;
  }

  /// What a person must be told of the data directory; empty when all is well.
  public synchronized Optional<String> storageNotice() {
    return Optional.ofNullable(storage).flatMap(SqliteStorage::notice);
  }

  /// Reads all of Tusk's own data once. Blocks; not for the event thread.
  ///
  /// @return what a person must be told; empty when all is well
  public Optional<String> checkStorage() {
    SqliteStorage opened;
    synchronized (this) {
      opened = storage;
    }
    return opened == null ? Optional.empty() : opened.check();
  }

  /// Reaches the keyring behind, if a saved connection keeps a password in it: nobody is asked to
  /// unlock one for nothing. Reads the connections; not for the event thread.
  public void warmUpKeyring() {
    KeyringCredentials credentials;
    CompositionRoot parts;
    synchronized (this) {
      credentials = keyring;
      parts = root;
    }
    if (credentials != null
        && parts != null
        && parts.connections().all().stream().anyMatch(ConnectionConfig::rememberPassword)) {
      credentials.warmUp();
    }
  }

  @Override
  public synchronized void close() {
    if (root != null) {
      root.close();
      root = null;
    }
    if (keyring != null) {
      keyring.close();
      keyring = null;
    }
  }
}
