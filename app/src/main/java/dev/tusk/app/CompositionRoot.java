package dev.tusk.app;

import dev.tusk.cli.CliServices;
import dev.tusk.core.connection.CloseConnection;
import dev.tusk.core.connection.ConnectionStore;
import dev.tusk.core.connection.LibpqEnvironment;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.connection.text.ShareConnections;
import dev.tusk.core.credential.SavePasswords;
import dev.tusk.core.doctor.ExamineConnection;
import dev.tusk.core.doctor.ExamineMachine;
import dev.tusk.core.guard.UnlockWrites;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.guard.WriteGuard;
import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.kernel.IdSource;
import dev.tusk.core.port.ClockPort;
import dev.tusk.core.port.CredentialPort;
import dev.tusk.core.port.DatabasePort;
import dev.tusk.core.port.StoragePort;
import dev.tusk.core.query.CancelQuery;
import dev.tusk.core.query.QueryRegistry;
import dev.tusk.core.query.RecordHistory;
import dev.tusk.core.query.RunScript;
import dev.tusk.core.query.RunStatement;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.schema.BrowseSchema;
import dev.tusk.core.schema.NearestNames;
import dev.tusk.core.schema.SchemaCaches;
import dev.tusk.core.settings.Settings;
import dev.tusk.core.state.TuskState;
import dev.tusk.core.workspace.KeepWorkspace;
import java.util.UUID;

/// The one place where ports meet adapters: every use case, made once, from the four ports.
public final class CompositionRoot implements AutoCloseable {
  private final StoragePort storage;
  private final ClockPort clock;
  private final IdSource ids = newIds();
  private final OpenConnections open = new OpenConnections();
  private final QueryRegistry queries = new QueryRegistry();
  private final SchemaCaches caches = new SchemaCaches();
  private final KeepResults keepResults;
  private final CancelQuery cancel;
  private final Unlocks unlocks;
  private final ExamineMachine examineMachine;
  private final TuskState state;
  private final OpenConnection openConnection;
  private final ReadConnection readConnection;
  private final LibpqEnvironment environment;
  private final ManageConnections connections;
  private final SavePasswords savePasswords;
  private final BrowseSchema schema;

  CompositionRoot(
      AppPaths paths,
      DatabasePort database,
      CredentialPort credentials,
      StoragePort storage,
      ClockPort clock) {
    this.storage = storage;
    this.clock = clock;
    cancel = new CancelQuery(clock);
    // More than 9/16 of the heap for results and their orders would leave Tusk no room to breathe.
    long heap = Runtime.getRuntime().maxMemory();
    keepResults =
        new KeepResults(
            new MemoryBudget(heap * 3 / 8), new MemoryBudget(heap * 3 / 16), storage.spillFiles());
    unlocks = new Unlocks(clock);
    examineMachine =
        new ExamineMachine(new LocalMachine(paths, System.getenv()), credentials.credentials());
    state = new TuskState(paths.data(), open, queries, caches, cancel, unlocks);
    openConnection =
        new OpenConnection(
            database.connector(),
            credentials.credentials(),
            storage.connections(),
            database.environment(),
            open,
            clock);
    environment = database.environment();
    readConnection = new ReadConnection(environment, ids);
    savePasswords = new SavePasswords(credentials.credentials());
    connections = new ManageConnections(storage.connections(), credentials.credentials(), open);
    schema = new BrowseSchema(database.catalog(), caches);
  }

  public CliServices commandLine() {
    return new CliServices(
        connections,
        openConnection,
        readConnection,
        shareConnections(),
        open,
        runScript(storage.history()),
        unlockWrites(),
        examineMachine,
        new ExamineConnection(openConnection, open, clock),
        clock,
        ids);
  }

  /// Runs scripts and writes them into `history`.
  public RunScript runScript(HistoryStore history) {
    return new RunScript(runStatement(history));
  }

  public RunStatement runStatement(HistoryStore history) {
    return new RunStatement(
        queries,
        cancel,
        new RecordHistory(history, open),
        clock,
        ids,
        new NearestNames(caches),
        new WriteGuard(unlocks));
  }

  public UnlockWrites unlockWrites() {
    return new UnlockWrites(open, unlocks);
  }

  public Unlocks unlocks() {
    return unlocks;
  }

  public TuskState state() {
    return state;
  }

  public ShareConnections shareConnections() {
    return new ShareConnections(ids, environment);
  }

  public ReadConnection readConnection() {
    return readConnection;
  }

  public OpenConnection openConnection() {
    return openConnection;
  }

  public CloseConnection closeConnection() {
    return new CloseConnection(open);
  }

  public SavePasswords savePasswords() {
    return savePasswords;
  }

  public ManageConnections connections() {
    return connections;
  }

  public ConnectionStore connectionStore() {
    return storage.connections();
  }

  public OpenConnections open() {
    return open;
  }

  public BrowseSchema schema() {
    return schema;
  }

  public CancelQuery cancel() {
    return cancel;
  }

  public HistoryStore historyStore() {
    return storage.history();
  }

  public KeepWorkspace workspace() {
    return new KeepWorkspace(storage.workspace());
  }

  public Settings settings() {
    return new Settings(storage.settings());
  }

  public KeepResults keepResults() {
    return keepResults;
  }

  /// Identifiers that no other start of the program gives either.
  static IdSource newIds() {
    return UUID::randomUUID;
  }

  public IdSource ids() {
    return ids;
  }

  public ClockPort clock() {
    return clock;
  }

  /// Ends queries and connections, then lets go of the files.
  @Override
  public void close() {
    state.close();
    storage.close();
  }
}
