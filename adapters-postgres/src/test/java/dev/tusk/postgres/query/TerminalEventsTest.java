package dev.tusk.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.kernel.QueryId;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryHandle;
import dev.tusk.core.query.QueryResult;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.RunRequest;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Notice;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Queries that succeed, fail, are cancelled and lose their server process, many at a time: each
/// has one identifier, one entry while it runs, and one end.
class TerminalEventsTest {
  private static final int QUERIES = Boolean.getBoolean("tusk.long") ? 10_000 : 1_000;
  private static final int TABS = 8;

  /// What is done to a query.
  private enum Fate {
    SUCCEED("select 1", QueryState.COMPLETED),
    FAIL("select 1/0", QueryState.FAILED),
    CANCEL("select pg_sleep(60)", QueryState.CANCELLED),
    KILL("select pg_sleep(60)", QueryState.FAILED);

    private final String sql;
    private final QueryState end;

    Fate(String sql, QueryState end) {
      this.sql = sql;
      this.end = end;
    }
  }

  private final PgDatabaseAddress address = PgFixture.shared().newDatabase();
  private final Map<QueryId, AtomicInteger> published = new ConcurrentHashMap<>();
  private final Set<QueryId> ids = ConcurrentHashMap.newKeySet();
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger ends = new AtomicInteger();

  @Test
  @Requirement({"FR-008", "FR-014", "FR-016", "US2.3", "US4.1", "US4.3"})
  void everyQueryEndsOnceAndIsTrackedUntilThen() throws Exception {
    try (LiveBench bench = new LiveBench(address, ConnectionOptions.DEFAULTS);
        Observer server = new Observer(address)) {
      var _ =
          bench.registry.listen(
              handle ->
                  published
                      .computeIfAbsent(handle.id(), id -> new AtomicInteger())
                      .incrementAndGet());
      List<CompletableFuture<Void>> tabs = new ArrayList<>();
      for (int tab = 0; tab < TABS; tab++) {
        int first = tab;
        tabs.add(CompletableFuture.runAsync(() -> work(bench, server, first), LiveBench.THREADS));
      }
      for (CompletableFuture<Void> tab : tabs) {
        tab.get(600, TimeUnit.SECONDS);
      }
      assertThat(wrong).isEmpty();
      Figure.exactly("queries_with_one_end", ends.get(), QUERIES);
      Figure.exactly("queries_with_an_id_of_their_own", ids.size(), QUERIES);
      Figure.exactly(
          "queries_published_at_start_and_end",
          published.values().stream().filter(times -> times.get() == 2).count(),
          QUERIES);
      Figure.exactly("queries_tracked_at_rest", bench.registry.all().size(), 0);
      server.await(
          "select count(*) from pg_stat_activity where state = 'active' and query like '%pg_sleep%'"
              + " and datname = current_database() and pid <> pg_backend_pid()",
          "0");
    }
  }

  private void work(LiveBench bench, Observer server, int first) {
    try (SqlTab tab = bench.tab("tab " + first)) {
      for (int query = first; query < QUERIES; query += TABS) {
        Fate fate = Fate.values()[query / TABS % Fate.values().length];
        Ear ear = new Ear(bench, server, fate);
        var _ = bench.run.run(tab, new RunRequest(StatementRequest.portal(fate.sql), null), ear);
        ear.judge();
      }
    }
  }

  /// Hears one query and does to it what is its fate.
  private final class Ear implements StatementListener {
    private final LiveBench bench;
    private final Observer server;
    private final Fate fate;
    private volatile @Nullable QueryHandle handle;
    private final AtomicInteger terminal = new AtomicInteger();
    private volatile boolean tracked;
    private volatile @Nullable QueryState end;

    Ear(LiveBench bench, Observer server, Fate fate) {
      this.bench = bench;
      this.server = server;
      this.fate = fate;
    }

    @Override
    public void started(QueryHandle begun) {
      handle = begun;
      tracked = bench.registry.find(begun.id()).isPresent();
      if (!ids.add(begun.id())) {
        wrong.add("the same id twice: " + begun.id());
      }
      switch (fate) {
        case SUCCEED, FAIL -> {}
        case CANCEL -> LiveBench.THREADS.execute(() -> bench.cancel.cancel(begun));
        case KILL -> LiveBench.THREADS.execute(() -> kill(begun.backendPid()));
      }
    }

    private void kill(int pid) {
      try {
        server.awaitEvent(pid, "PgSleep");
        server.execute("select pg_terminate_backend(" + pid + ")");
      } catch (Exception failure) {
        wrong.add("could not kill: " + failure);
      }
    }

    @Override
    public void columns(List<ResultColumn> columns) {
      notAfterTheEnd("columns");
    }

    @Override
    public boolean rows(RowPage page) {
      notAfterTheEnd("rows");
      return true;
    }

    @Override
    public void notice(Notice notice) {
      notAfterTheEnd("a notice");
    }

    private void notAfterTheEnd(String what) {
      if (terminal.get() > 0) {
        wrong.add(what + " after the end");
      }
    }

    @Override
    public void finished(QueryResult result) {
      end(QueryState.COMPLETED);
    }

    @Override
    public void failed(QueryFailure failure) {
      end(failure.state());
    }

    private void end(QueryState state) {
      terminal.incrementAndGet();
      end = state;
      QueryHandle ended = handle;
      if (ended == null || bench.registry.find(ended.id()).isPresent()) {
        wrong.add("tracked at its end");
      }
    }

    void judge() {
      if (terminal.get() == 1 && tracked && end == fate.end) {
        ends.incrementAndGet();
      } else {
        wrong.add(fate + ": " + terminal + " ends, the last " + end + ", tracked " + tracked);
      }
    }
  }
}
