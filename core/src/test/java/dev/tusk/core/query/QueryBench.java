package dev.tusk.core.query;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.OpenConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.schema.SchemaCaches;
import dev.tusk.core.session.Notice;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.state.TuskState;
import dev.tusk.core.testkit.CountingIds;
import dev.tusk.core.testkit.FixedClock;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.InMemoryDatabase;
import dev.tusk.core.testkit.InMemoryStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The core wired over the fakes, with one open connection that has room for two sessions.
public final class QueryBench implements AutoCloseable {
  /// One for each task: the common pool of a small machine has a single one.
  public static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  public final ConnectionConfig config =
      connection("shop")
          .options(
              ConnectionOptions.DEFAULTS.withMaxSessions(2).withPoolTimeout(Duration.ofMillis(250)))
          .build();
  public final InMemoryDatabase database = InMemoryDatabase.at(config, null);
  public final FixedClock clock = new FixedClock();
  public final InMemoryStorage storage = new InMemoryStorage();
  public final OpenConnections open = new OpenConnections();
  public final QueryRegistry registry = new QueryRegistry();
  public final SchemaCaches caches = new SchemaCaches();
  public final CancelQuery cancel = new CancelQuery(clock);
  public final Unlocks unlocks = new Unlocks(clock);
  public final TuskState state =
      new TuskState(Path.of("data"), open, registry, caches, cancel, unlocks);
  private final CountingIds ids = new CountingIds();
  public final RunStatement run =
      new RunStatement(registry, cancel, new RecordHistory(storage.history(), open), clock, ids);

  public QueryBench() {
    connect();
  }

  public void connect() {
    new OpenConnection(
            database.connector(),
            new InMemoryCredentials(),
            storage.connections(),
            database.environment(),
            open,
            clock)
        .open(config, null, ConnectInteraction.none(), Cancellation.create());
  }

  /// A new tab on the connection.
  public SqlTab tab(String title) {
    SqlTab tab = new SqlTab(new TabId(ids.next()), title, open);
    tab.use(config.id());
    return tab;
  }

  /// Runs `sql` on this thread.
  public Heard run(SqlTab tab, String sql) {
    return run(tab, sql, null);
  }

  public Heard run(SqlTab tab, String sql, @Nullable Duration timeout) {
    Heard heard = new Heard();
    heard.returned = run.run(tab, new RunRequest(StatementRequest.portal(sql), timeout), heard);
    return heard;
  }

  /// Runs `sql` on a thread of its own and returns when the server has it.
  public Running start(SqlTab tab, String sql, @Nullable Duration timeout) throws Exception {
    Heard heard = new Heard();
    CompletableFuture<Optional<QueryFailure>> end =
        CompletableFuture.supplyAsync(
            () -> run.run(tab, new RunRequest(StatementRequest.portal(sql), timeout), heard),
            THREADS);
    if (!heard.started.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("The statement did not start");
    }
    // The session takes the statement right after it was announced.
    while (heard.handle().aim().isEmpty() && !end.isDone()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return new Running(heard, end);
  }

  /// Stops what `tab` runs now.
  public void stop(SqlTab tab) {
    tab.running().ifPresent(cancel::cancel);
  }

  @Override
  public void close() {
    state.close();
  }

  /// A statement that runs on a thread of its own.
  public record Running(Heard heard, CompletableFuture<Optional<QueryFailure>> end) {
    /// Waits for the end and returns how it failed.
    public QueryFailure failure() throws Exception {
      return end.get(30, TimeUnit.SECONDS).orElseThrow();
    }
  }

  /// Keeps all that one execution said.
  public static class Heard implements StatementListener {
    public final CountDownLatch started = new CountDownLatch(1);
    public final List<String> events = new CopyOnWriteArrayList<>();
    public final List<String> cells = new CopyOnWriteArrayList<>();
    private @Nullable QueryHandle handle;
    private @Nullable QueryResult result;
    private @Nullable QueryFailure failure;
    private Optional<QueryFailure> returned = Optional.empty();

    public QueryHandle handle() {
      return present(handle);
    }

    public QueryResult result() {
      return present(result);
    }

    public QueryFailure failure() {
      return present(failure);
    }

    public Optional<QueryFailure> returned() {
      return returned;
    }

    private static <T> T present(@Nullable T value) {
      if (value == null) {
        throw new AssertionError("This was not heard");
      }
      return value;
    }

    @Override
    public void started(QueryHandle begun) {
      handle = begun;
      events.add("started");
      started.countDown();
    }

    @Override
    public void columns(List<ResultColumn> columns) {
      events.add("columns " + columns.size());
    }

    @Override
    public boolean rows(RowPage page) {
      events.add("rows " + page.rowCount());
      for (int row = 0; row < page.rowCount(); row++) {
        cells.add(String.valueOf(page.text(row, 0)));
      }
      return true;
    }

    @Override
    public void notice(Notice notice) {
      events.add(notice.severity() + " " + notice.server().message());
    }

    @Override
    public void finished(QueryResult end) {
      result = end;
      events.add("finished");
    }

    @Override
    public void failed(QueryFailure end) {
      failure = end;
      events.add("failed");
    }
  }
}
