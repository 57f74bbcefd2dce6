package dev.tusk.postgres.query;

import static dev.tusk.core.testkit.ConnectionBuilder.like;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.guard.WriteGuard;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.IdSource;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.query.CancelQuery;
import dev.tusk.core.query.QueryBench.Heard;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryHandle;
import dev.tusk.core.query.QueryRegistry;
import dev.tusk.core.query.RecordHistory;
import dev.tusk.core.query.RunRequest;
import dev.tusk.core.query.RunScript;
import dev.tusk.core.query.RunStatement;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.schema.NearestNames;
import dev.tusk.core.schema.SchemaCaches;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryEnvironment;
import dev.tusk.core.testkit.InMemoryStorage;
import dev.tusk.core.testkit.RealTime;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.postgres.Servers;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// The use cases wired as the program has them, over one real connection; only Tusk's own data is
/// kept in memory.
final class LiveBench implements AutoCloseable {
  /// One for each task.
  public static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  public final ConnectionConfig config;
  public final OpenConnections open = new OpenConnections();
  public final QueryRegistry registry = new QueryRegistry();
  public final InMemoryStorage storage = new InMemoryStorage();
  public final RealTime time = new RealTime();
  public final CancelQuery cancel = new CancelQuery(time);
  public final Unlocks unlocks = new Unlocks(time);
  public final RunStatement run;
  public final RunScript scripts;
  private final IdSource ids = UUID::randomUUID;

  public LiveBench(PgDatabaseAddress address, ConnectionOptions options) {
    this(address, like(Servers.config(address)).options(options).build());
  }

  public LiveBench(PgDatabaseAddress address, ConnectionConfig config) {
    this.config = config;
    run =
        new RunStatement(
            registry,
            cancel,
            new RecordHistory(storage.history(), open),
            time,
            ids,
            new NearestNames(new SchemaCaches()),
            new WriteGuard(unlocks));
    scripts = new RunScript(run);
    new OpenConnection(
            Servers.database().connector(),
            new InMemoryCredentials(),
            storage.connections(),
            new InMemoryEnvironment(),
            open,
            time)
        .open(config, Servers.password(address), ConnectInteraction.none(), Cancellation.create());
  }

  /// A new tab on the connection; it leases its session at its first run.
  public SqlTab tab(String title) {
    SqlTab tab = new SqlTab(new TabId(ids.next()), title, open);
    tab.use(config.id());
    return tab;
  }

  public Heard run(SqlTab tab, StatementRequest request) {
    Heard heard = new Heard();
    var _ = run.run(tab, new RunRequest(request, null), heard);
    return heard;
  }

  public Heard portal(SqlTab tab, String sql) {
    return run(tab, StatementRequest.portal(sql));
  }

  public Heard plain(SqlTab tab, String sql) {
    return run(tab, StatementRequest.plain(sql));
  }

  /// Starts a statement on a thread of its own and returns when the listener has been told; the
  /// server may not have it yet.
  public Started start(SqlTab tab, StatementRequest request) throws Exception {
    return start(tab, new RunRequest(request, null), new Heard());
  }

  public Started start(SqlTab tab, RunRequest request, Heard heard) throws Exception {
    CompletableFuture<Optional<QueryFailure>> end = launch(tab, request, heard);
    if (!heard.started.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("The statement did not start");
    }
    return new Started(heard.handle(), heard, end);
  }

  /// Starts a statement on a thread of its own.
  public CompletableFuture<Optional<QueryFailure>> launch(
      SqlTab tab, RunRequest request, StatementListener listener) {
    return CompletableFuture.supplyAsync(() -> run.run(tab, request, listener), THREADS);
  }

  /// Stops what `tab` runs now.
  public void stop(SqlTab tab) {
    tab.running().ifPresent(cancel::cancel);
  }

  @Override
  public void close() {
    open.close();
  }

  /// A statement that runs on a thread of its own.
  public record Started(
      QueryHandle handle, Heard heard, CompletableFuture<Optional<QueryFailure>> end) {
    /// Waits for the end and returns how it failed.
    public QueryFailure failure() throws Exception {
      return end.get(60, TimeUnit.SECONDS).orElseThrow();
    }
  }
}
