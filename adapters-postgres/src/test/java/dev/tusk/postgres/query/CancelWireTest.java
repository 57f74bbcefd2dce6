package dev.tusk.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.query.CancelStage;
import dev.tusk.core.query.QueryBench.Heard;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.net.FaultProxy.Direction;
import dev.tusk.harness.net.Recording;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.query.LiveBench.Started;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What of a cancel is seen on the wire: how often, and what becomes of it where the wire is dead.
class CancelWireTest {
  private static final String SLEEP = "select pg_sleep(60)";

  private final PgDatabaseAddress address = PgFixture.shared().newDatabase();
  private final FaultProxy proxy;
  private final LiveBench bench;
  private final Observer server;

  CancelWireTest() throws Exception {
    proxy = new FaultProxy(address.host(), address.port());
    bench = new LiveBench(address.through(proxy.port()), ConnectionOptions.DEFAULTS);
    server = new Observer(address);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    server.close();
    proxy.close();
  }

  private Started running(SqlTab tab, StatementRequest request) throws Exception {
    Started started = bench.start(tab, request);
    server.awaitEvent(started.handle().backendPid(), "PgSleep");
    return started;
  }

  @Test
  @Requirement({"SC-004", "E-11", "US2.3"})
  void aStormOfCancelsIsOneRequestAQuery() throws Exception {
    List<SqlTab> tabs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      tabs.add(bench.tab("tab " + i));
    }
    bench.cancel.cancel(bench.portal(tabs.getFirst(), "select 1").handle());
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    Recording recording = proxy.record();

    Started one = running(tabs.getFirst(), StatementRequest.portal(SLEEP));
    long start = System.nanoTime();
    storm(List.of(one), 100);
    assertThat(one.failure().state()).isEqualTo(QueryState.CANCELLED);
    double single = (System.nanoTime() - start) / 1e6;
    Figure.atMost("cancel_storm_requests_for_one_query", requests(recording), 2);
    Figure.atMost("cancel_storm_on_one_query_ms", single, 2_000);

    Recording second = proxy.record();
    List<Started> ten = new ArrayList<>();
    for (SqlTab tab : tabs) {
      ten.add(running(tab, StatementRequest.plain(SLEEP)));
    }
    start = System.nanoTime();
    storm(ten, 10);
    for (Started each : ten) {
      assertThat(each.failure().state()).isEqualTo(QueryState.CANCELLED);
    }
    double all = (System.nanoTime() - start) / 1e6;
    Figure.atMost("cancel_storm_requests_for_ten_queries", requests(second), 20);
    Figure.atMost("cancel_storm_on_ten_queries_ms", all, 2_000);

    Recording third = proxy.record();
    storm(ten, 10);
    TimeUnit.MILLISECONDS.sleep(600);
    Figure.exactly("cancel_storm_requests_for_ended_queries", requests(third), 0);
    Figure.atMost(
        "cancel_storm_threads_more",
        ManagementFactory.getThreadMXBean().getThreadCount() - threads,
        2);
    assertThat(bench.registry.all()).isEmpty();
    tabs.forEach(SqlTab::close);
  }

  /// Cancels each query so many times from each of ten threads.
  private void storm(List<Started> queries, int times) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int time = 0; time < times; time++) {
                      queries.forEach(query -> bench.cancel.cancel(query.handle()));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static int requests(Recording recording) {
    String sent = new String(recording.bytes(0, Direction.UP), StandardCharsets.ISO_8859_1);
    return sent.split("pg_cancel_backend", -1).length - 1;
  }

  @Test
  @Requirement({"E-11", "E-12", "SC-004"})
  void inABlackHoleTheTabIsFreeWithinFiveSecondsAndWorksOnceItHeals() throws Exception {
    server.execute("create table kept (n int)");
    try (SqlTab tab = bench.tab("hole")) {
      var _ = bench.portal(tab, "select 1");
      Started write =
          running(tab, StatementRequest.plain("insert into kept select 1 from pg_sleep(60)"));
      proxy.blackhole();
      long start = System.nanoTime();
      // As the window does, beside the run: who asks may wait for a link longer than the tab does.
      LiveBench.THREADS.execute(() -> bench.stop(tab));
      QueryFailure failure = write.failure();
      double freed = (System.nanoTime() - start) / 1e6;
      assertThat(failure.state()).isEqualTo(QueryState.OUTCOME_UNKNOWN);
      assertThat(failure.stage()).isEqualTo(CancelStage.ABANDON);
      assertThat(failure.error().message()).contains("dropping the link", "unknown");
      assertThat(tab.holdsSession()).isFalse();
      assertThat(tab.isBusy()).isFalse();
      proxy.clear();

      long healed = System.nanoTime();
      Heard next = bench.portal(tab, "select 2");
      double after = (System.nanoTime() - healed) / 1e6;
      assertThat(next.cells).containsExactly("2");
      Started again = running(tab, StatementRequest.portal(SLEEP));
      long second = System.nanoTime();
      bench.stop(tab);
      assertThat(again.failure().state()).isEqualTo(QueryState.CANCELLED);
      double stopped = (System.nanoTime() - second) / 1e6;
      Figure.atMost("black_hole_thread_free_ms", freed, 5_000);
      Figure.atMost("black_hole_healed_run_ms", after, 1_000);
      Figure.atMost("black_hole_healed_cancel_ms", stopped, 1_000);
    }
  }

  @Test
  @Requirement("FR-008")
  void closingAConnectionEndsItsStatementsOnTheServerToo() throws Exception {
    SqlTab tab = bench.tab("closed");
    Started started = running(tab, StatementRequest.portal(SLEEP));
    int pid = started.handle().backendPid();
    long start = System.nanoTime();
    bench.close();
    assertThat(started.failure().error()).isInstanceOf(TuskError.Connection.class);
    while (server.state(pid) != null) {
      TimeUnit.MILLISECONDS.sleep(2);
    }
    Figure.atMost("closed_connection_server_gone_ms", (System.nanoTime() - start) / 1e6, 2_000);
    tab.close();
  }

  @Test
  @Requirement("E-19")
  void theNextStatementDoesNotWaitForARequestThatNeverLeft() throws Exception {
    try (SqlTab tab = bench.tab("late")) {
      var _ = bench.portal(tab, "select 1");
      // The service session is gone and a new one takes its time: the request finds no way.
      server.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
              + " current_database() and pid not in (pg_backend_pid(), "
              + bench.portal(tab, "select 1").handle().backendPid()
              + ")");
      // Long enough ago for the pool to look at a session before it lends it.
      TimeUnit.MILLISECONDS.sleep(600);
      Started first = running(tab, StatementRequest.portal("select pg_sleep(2)"));
      proxy.holdNew(Duration.ofSeconds(10));
      Thread cancel = Thread.ofVirtual().start(() -> bench.cancel.cancel(first.handle()));
      assertThat(first.end().get(30, TimeUnit.SECONDS)).isEmpty();
      long ended = System.nanoTime();
      assertThat(bench.portal(tab, "select 2").cells).containsExactly("2");
      Figure.atMost("next_after_an_unsent_cancel_ms", (System.nanoTime() - ended) / 1e6, 1_000);
      proxy.holdNew(Duration.ZERO);
      cancel.join();
    }
  }
}
