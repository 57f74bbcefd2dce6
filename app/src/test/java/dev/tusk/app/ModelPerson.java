package dev.tusk.app;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.LiveConnection;
import dev.tusk.core.connection.PoolStatus;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryHandle;
import dev.tusk.core.query.QueryResult;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.RunRequest;
import dev.tusk.core.query.RunStatement;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.schema.Namespace;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.settings.Settings;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Does random things to Tusk and says where it differs from what must be true.
///
/// What is this person's own is modelled exactly: which of the connections are open, what was
/// written. A fault of the network may refuse anything, but it may not change an answer. Confined
/// to one thread.
final class ModelPerson implements Runnable {
  private static final Namespace PUBLIC = new Namespace("public", false);

  private final CompositionRoot tusk;
  private final int number;
  private final List<ConnectionConfig> own;
  private final List<ConnectionConfig> shared;
  private final int operations;
  private final Consumer<String> divergence;
  private final Random random;
  private final RunStatement run;
  private final Settings settings;
  private final SqlTab ownTab;
  private final SqlTab sharedTab;
  private final Set<ConnectionId> open = new HashSet<>();
  private final String table;
  private boolean tableMade;
  private long acknowledged;
  private long unknown;
  private int done;
  private int refused;

  ModelPerson(
      CompositionRoot tusk,
      int number,
      List<ConnectionConfig> own,
      List<ConnectionConfig> shared,
      int operations,
      Consumer<String> divergence) {
    this.tusk = tusk;
    this.number = number;
    this.own = own;
    this.shared = shared;
    this.operations = operations;
    this.divergence =
        what -> divergence.accept("person " + number + ", step " + done + ": " + what);
    this.random = new Random(number);
    this.run = tusk.runStatement(tusk.historyStore());
    this.settings = tusk.settings();
    this.ownTab = new SqlTab(new TabId(UUID.randomUUID()), "own " + number, tusk.open());
    this.sharedTab = new SqlTab(new TabId(UUID.randomUUID()), "shared " + number, tusk.open());
    this.table = "written_by_" + number;
  }

  int done() {
    return done;
  }

  int refused() {
    return refused;
  }

  @Override
  public void run() {
    for (done = 0; done < operations; done++) {
      try {
        step();
      } catch (TuskException late) {
        // No session, no connection: faults do that. What is never right is a bug of ours.
        refused++;
        checkKind(late.error());
      } catch (RuntimeException wrong) {
        divergence.accept("threw " + wrong);
      }
    }
    ownTab.close();
    sharedTab.close();
  }

  private void step() {
    ConnectionConfig mine = own.get(random.nextInt(own.size()));
    ConnectionConfig ours = shared.get(random.nextInt(shared.size()));
    switch (random.nextInt(16)) {
      case 0, 1 -> connectOwn(mine);
      case 2 -> disconnectOwn(mine);
      case 3, 4, 5 -> selectOwn(mine);
      case 6, 7 -> insertOwn(mine);
      case 8 -> cancelOwn(mine);
      case 9 -> browseOwn(mine);
      case 10 -> connect(ours);
      case 11 -> tusk.closeConnection().close(ours.id());
      case 12 -> selectShared(ours);
      case 13 -> browseShared(ours);
      case 14 -> settings();
      default -> lookAround();
    }
  }

  private void connect(ConnectionConfig config) {
    tusk.openConnection().open(config, null, ConnectInteraction.none(), Cancellation.create());
  }

  private void connectOwn(ConnectionConfig config) {
    connect(config);
    open.add(config.id());
    checkOwn(config);
  }

  private void disconnectOwn(ConnectionConfig config) {
    tusk.closeConnection().close(config.id());
    open.remove(config.id());
    checkOwn(config);
  }

  private void checkOwn(ConnectionConfig config) {
    boolean expected = open.contains(config.id());
    if (tusk.state().connection(config.id()).isPresent() != expected) {
      divergence.accept(config.name() + " open: " + !expected);
    }
    if (tusk.state().schema(config.id()).isPresent() != expected) {
      divergence.accept(config.name() + " cached: " + !expected);
    }
  }

  private void selectOwn(ConnectionConfig config) {
    checkOwn(config);
    int value = random.nextInt();
    Heard heard = run(ownTab, config, "select " + value);
    if (!open.contains(config.id())) {
      divergence.accept("ran on a closed connection");
    }
    heard.answers(Integer.toString(value));
    // Nobody has stopped it: no cancel of another person's may arrive here.
    if (heard.state() == QueryState.CANCELLED) {
      divergence.accept("a wrong victim");
    }
  }

  private void insertOwn(ConnectionConfig config) {
    if (!tableMade) {
      Heard made = run(ownTab, config, "create table if not exists " + table + " (n int)");
      tableMade = made.state() == QueryState.COMPLETED;
      return;
    }
    Heard heard = run(ownTab, config, "insert into " + table + " values (1)");
    if (heard.state() == QueryState.COMPLETED) {
      acknowledged++;
    } else if (heard.state() == QueryState.OUTCOME_UNKNOWN) {
      unknown++;
    } else if (heard.state() == QueryState.FAILED
        && heard.failure != null
        && heard.failure.error() instanceof TuskError.LinkLost) {
      // Said to have failed: then it must not have happened. Counted as not written.
      refused++;
    } else {
      divergence.accept("an insert ended " + heard.state());
    }
  }

  private void cancelOwn(ConnectionConfig config) {
    long wait = random.nextLong(20_000_000);
    Heard heard = new Heard();
    // Of this very statement: a fault may end it before, and then the next one runs.
    heard.onStart =
        handle ->
            Thread.ofVirtual()
                .start(
                    () -> {
                      LockSupport.parkNanos(wait);
                      tusk.cancel().cancel(handle);
                    });
    long begun = System.nanoTime();
    run(ownTab, config, "select pg_sleep(30)", heard);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    if (heard.state() == QueryState.COMPLETED || took > 8_000) {
      divergence.accept("a cancelled statement ended " + heard.state() + " after " + took + " ms");
    }
  }

  private void browseOwn(ConnectionConfig config) {
    checkOwn(config);
    if (random.nextBoolean()) {
      tusk.schema().refresh(config.id());
    }
    boolean found =
        tusk.schema().contents(config.id(), PUBLIC).relations().stream()
            .anyMatch(relation -> relation.name().equals(table));
    if (!open.contains(config.id())) {
      divergence.accept("browsed a closed connection");
    }
    if (found && !tableMade && acknowledged > 0) {
      divergence.accept("saw a table that was never made");
    }
  }

  private void selectShared(ConnectionConfig config) {
    int value = random.nextInt();
    run(sharedTab, config, "select " + value).answers(Integer.toString(value));
  }

  private void browseShared(ConnectionConfig config) {
    if (tusk.schema().namespaces(config.id()).stream().noneMatch(PUBLIC::equals)) {
      divergence.accept("no schema public");
    }
  }

  private void settings() {
    String value = Integer.toString(random.nextInt());
    settings.put("model." + number, value);
    if (!tusk.settings().get("model." + number, "").equals(value)) {
      divergence.accept("a setting was lost");
    }
  }

  private void lookAround() {
    for (LiveConnection live : tusk.state().connections()) {
      PoolStatus pool = live.pool();
      if (pool.available() < 0
          || pool.size() < pool.available()
          || pool.size() > pool.max()
          || pool.waiting() < 0) {
        divergence.accept("impossible figures: " + pool);
      }
    }
    for (QueryHandle query : tusk.state().queries()) {
      if (query.tab().equals(ownTab.id()) || query.tab().equals(sharedTab.id())) {
        divergence.accept("a query of mine runs that has ended: " + query.sql());
      }
    }
    own.forEach(this::checkOwn);
  }

  /// Compares what was acknowledged with what the table holds.
  void checkWrites(PgDatabaseAddress database) throws SQLException {
    if (!tableMade) {
      return;
    }
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      row.next();
      long written = row.getLong(1);
      if (written < acknowledged || written > acknowledged + unknown) {
        divergence.accept(
            "%d rows, %d acknowledged, %d unknown".formatted(written, acknowledged, unknown));
      }
    }
  }

  private Heard run(SqlTab tab, ConnectionConfig config, String sql) {
    return run(tab, config, sql, new Heard());
  }

  private Heard run(SqlTab tab, ConnectionConfig config, String sql, Heard heard) {
    tab.use(config.id());
    Optional<QueryFailure> failure =
        run.run(tab, new RunRequest(StatementRequest.portal(sql), null), heard);
    if (heard.ends != 1) {
      divergence.accept(heard.ends + " ends of one statement");
    }
    failure.map(QueryFailure::error).ifPresent(this::checkKind);
    if (failure.isPresent()) {
      refused++;
    }
    return heard;
  }

  /// Whatever the network does, it is no bug of Tusk and no error of the statement.
  private void checkKind(TuskError error) {
    boolean expected =
        error instanceof TuskError.Connection
            || error instanceof TuskError.Cancelled
            || (error.server() != null && error.server().sqlState().startsWith("57"));
    if (!expected) {
      divergence.accept("an unexpected error: " + error);
    }
  }

  /// What one statement said.
  private final class Heard implements StatementListener {
    private Consumer<QueryHandle> onStart = handle -> {};
    private @Nullable String cell;
    private @Nullable QueryFailure failure;
    private @Nullable QueryResult result;
    private int ends;

    QueryState state() {
      return failure == null ? QueryState.COMPLETED : failure.state();
    }

    void answers(String expected) {
      if (result != null && !expected.equals(cell)) {
        divergence.accept("expected " + expected + ", got " + cell);
      }
    }

    @Override
    public void started(QueryHandle handle) {
      onStart.accept(handle);
    }

    @Override
    public boolean rows(RowPage page) {
      if (ends > 0) {
        divergence.accept("rows after the end");
      }
      cell = page.text(0, 0);
      return true;
    }

    @Override
    public void finished(QueryResult end) {
      result = end;
      ends++;
    }

    @Override
    public void failed(QueryFailure end) {
      failure = end;
      ends++;
    }
  }
}
