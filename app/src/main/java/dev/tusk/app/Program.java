package dev.tusk.app;

import dev.tusk.app.files.DataDirectory;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.Terminal;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.port.CredentialPort;
import dev.tusk.core.port.DatabasePort;
import dev.tusk.core.port.StoragePort;
import dev.tusk.keyring.KeyringCredentials;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.sqlite.SqliteStorage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One run of Tusk: its surroundings, and its parts once they are needed. Closed at the end.
public final class Program implements AutoCloseable {
  private volatile AppPaths paths;
  private final Terminal terminal;
  private final Map<String, String> variables;
  private final CliEnvironment.Interrupts interrupts;
  private final AdapterFitting fitting;
  private final List<Consumer<AppPaths>> movers = new CopyOnWriteArrayList<>();
  private final List<Warning> warnings = new CopyOnWriteArrayList<>();
  private final AtomicBoolean noticeSaid = new AtomicBoolean();
  private @Nullable CompositionRoot root;
  private @Nullable SqliteStorage storage;
  private @Nullable KeyringCredentials keyring;

  /// Opens nothing yet.
  public Program(
      AppPaths paths,
      Terminal terminal,
      Map<String, String> variables,
      CliEnvironment.Interrupts interrupts) {
    this(paths, terminal, variables, interrupts, AdapterFitting.PLAIN);
  }

  /// Opens nothing yet; `fitting` sees each adapter before the core does.
  public Program(
      AppPaths paths,
      Terminal terminal,
      Map<String, String> variables,
      CliEnvironment.Interrupts interrupts,
      AdapterFitting fitting) {
    this.paths = paths;
    this.terminal = terminal;
    this.variables = variables;
    this.interrupts = interrupts;
    this.fitting = fitting;
  }

  public AppPaths paths() {
    return paths;
  }

  /// Goes on with another data directory, which a person chose because the first cannot be used.
  ///
  /// @throws IllegalStateException when the data is open already
  public synchronized void moveTo(AppPaths chosen) {
    if (root != null) {
      throw new IllegalStateException("the data is open in " + paths.data());
    }
    paths = chosen;
  }

  /// Tells `mover` of the directory that was chosen, once it has proven itself.
  public void onMove(Consumer<AppPaths> mover) {
    movers.add(mover);
  }

  /// The chosen directory works.
  void settled() {
    movers.forEach(mover -> mover.accept(paths));
  }

  /// What is wrong with the surroundings.
  ///
  /// @param label a few words
  /// @param text what, and what to do about it
  record Warning(String label, String text) {}

  /// Keeps a warning for the window. Any thread.
  void warn(Warning warning) {
    warnings.add(warning);
  }

  /// The newest warning; empty when all is well.
  Optional<Warning> warning() {
    return warnings.isEmpty() ? Optional.empty() : Optional.of(warnings.getLast());
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
      DataDirectory.prepare(paths.data());
      SqliteStorage opened = SqliteStorage.open(paths.database());
      KeyringCredentials credentials = KeyringCredentials.system();
      storage = opened;
      keyring = credentials;
      root =
          new CompositionRoot(
              paths,
              fitting.fit(DatabasePort.class, new PgDatabase(variables)),
              fitting.fit(CredentialPort.class, credentials),
              fitting.fit(StoragePort.class, opened),
              new SystemClock());
    }
    return root;
  }

  /// What a person must be told of the data directory; empty when all is well.
  public synchronized Optional<String> storageNotice() {
    return Optional.ofNullable(storage).flatMap(SqliteStorage::notice);
  }

  /// Says on the terminal, once and on one line, what a person must be told of the data directory:
  /// for the command line, which has no window to say it in.
  public void sayStorageNotice() {
    if (!noticeSaid.getAndSet(true)) {
      storageNotice().ifPresent(notice -> terminal.say("tusk: " + notice));
    }
  }

  /// Reads all of Tusk's own data once, and keeps a good copy of it once a day. Blocks; not for the
  /// event thread.
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
