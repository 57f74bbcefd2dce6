package dev.tusk.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.history.QueryHistoryEntry.Outcome;
import dev.tusk.core.query.QueryBench.Heard;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.RunRequest;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.net.FaultProxy.Direction;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The link is cut while the end of a transaction is under way: before the server has got it, or
/// after it has done it and before it could say so. Nobody can know which; Tusk must say so, and
/// never send anything again by itself.
class UnknownOutcomeTest {
  private static final int RUNS = Boolean.getBoolean("tusk.long") ? 200 : 20;

  private final PgDatabaseAddress address = PgFixture.shared().newDatabase();
  private final FaultProxy proxy;
  private final LiveBench bench;
  private final Observer server;

  UnknownOutcomeTest() throws Exception {
    proxy = new FaultProxy(address.host(), address.port());
    bench = new LiveBench(address.through(proxy.port()), ConnectionOptions.DEFAULTS);
    server = new Observer(address);
    server.execute("create table kept (n int)");
    server.execute(
        "create function keep(int) returns int language sql as"
            + " 'insert into kept values ($1) returning n'");
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    server.close();
    proxy.close();
  }

  /// Who ends the transaction.
  private enum Way {
    /// The person: `COMMIT`.
    OWN_COMMIT,
    /// Tusk, after an `INSERT … RETURNING` read through a portal.
    PORTAL,
    /// Tusk, after a `SELECT` that only looks harmless.
    FUNCTION,
    /// The server, after a statement outside a transaction.
    AUTOCOMMIT
  }

  @Test
  @Requirement({"E-12", "FR-016"})
  void theOutcomeIsUnknownAndNothingIsSentAgain() throws Exception {
    List<String> wrong = new ArrayList<>();
    int committed = 0;
    int lost = 0;
    for (int run = 0; run < RUNS; run++) {
      Way way = Way.values()[run % Way.values().length];
      boolean after = run / Way.values().length % 2 == 0;
      QueryFailure failure = cut(way, run, after);
      if (failure.state() != QueryState.OUTCOME_UNKNOWN
          || !(failure.error() instanceof TuskError.OutcomeUnknown)
          || !failure.error().message().contains("unknown")
          || !failure.sessionLost()) {
        wrong.add(run + " " + way + " " + failure);
      }
      int rows = Integer.parseInt(rows(run));
      committed += rows == 1 ? 1 : 0;
      lost += rows == 0 ? 1 : 0;
    }
    assertThat(wrong).isEmpty();
    assertThat(bench.storage.history().search("", RUNS * 4))
        .filteredOn(entry -> entry.outcome() == Outcome.UNKNOWN)
        .hasSize(RUNS);
    assertThat(bench.registry.all()).isEmpty();
    Figure.exactly("commit_cut_reported_unknown", RUNS - wrong.size(), RUNS);
    Figure.exactly("commit_cut_sent_again", RUNS - committed - lost, 0);
    Figure.atLeast("commit_cut_had_committed", committed, 1);
    Figure.atLeast("commit_cut_had_not", lost, 1);
  }

  private String rows(int run) throws Exception {
    return Objects.requireNonNull(server.value("select count(*) from kept where n = " + run));
  }

  private QueryFailure cut(Way way, int run, boolean after) throws Exception {
    try (SqlTab tab = bench.tab("run " + run)) {
      var _ = bench.portal(tab, "select 1");
      Direction hole = after ? Direction.DOWN : Direction.UP;
      Heard heard =
          new Heard() {
            @Override
            public boolean rows(RowPage page) {
              if (way == Way.PORTAL || way == Way.FUNCTION) {
                // The next thing sent is Tusk's own COMMIT.
                proxy.blackhole(hole);
              }
              return super.rows(page);
            }
          };
      StatementRequest request =
          switch (way) {
            case OWN_COMMIT -> StatementRequest.plain("COMMIT");
            case PORTAL ->
                StatementRequest.portal("insert into kept values (" + run + ") returning n");
            case FUNCTION -> StatementRequest.portal("select keep(" + run + ")");
            case AUTOCOMMIT -> StatementRequest.plain("insert into kept values (" + run + ")");
          };
      if (way == Way.OWN_COMMIT) {
        var _ = bench.plain(tab, "begin");
        var _ = bench.plain(tab, "insert into kept values (" + run + ")");
      }
      if (way == Way.OWN_COMMIT || way == Way.AUTOCOMMIT) {
        proxy.blackhole(hole);
      }
      CompletableFuture<Optional<QueryFailure>> running =
          bench.launch(tab, new RunRequest(request, null), heard);
      if (after) {
        server.await("select count(*) from kept where n = " + run, "1");
      } else {
        // The proxy holds it: the server never sees it.
        Awaitility.await().until(() -> proxy.holdsBack(Direction.UP));
      }
      proxy.resetPeer();
      proxy.clear();
      return running.get(30, TimeUnit.SECONDS).orElseThrow();
    }
  }
}
