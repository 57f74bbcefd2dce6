package dev.tusk.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.query.CheckSession;
import dev.tusk.core.query.LostSession;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.ReconnectTab;
import dev.tusk.core.query.RunRequest;
import dev.tusk.core.query.RunStatement;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A statement whose link breaks is not run again, neither at once nor when the tab has another
/// session; and a twin that is as helpful as to do so is found out.
@Requirement("E-12")
class NeverAgainTest {
  private static final String DRAW = "select nextval('drawn') from pg_sleep(1)";
  private static final String SLEEPERS =
      "select count(*) from pg_stat_activity"
          + " where datname = current_database() and wait_event = 'PgSleep'";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PgDatabaseAddress address = PgFixture.shared().newDatabase();
  private final FaultProxy proxy;
  private final LiveBench bench;
  private final Observer server;

  NeverAgainTest() throws Exception {
    proxy = new FaultProxy(address.host(), address.port());
    bench = new LiveBench(address.through(proxy.port()), ConnectionOptions.DEFAULTS);
    server = new Observer(address);
    server.execute("create sequence drawn");
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    server.close();
    proxy.close();
  }

  /// Runs a statement in a tab.
  private interface Runner {
    Optional<QueryFailure> run(SqlTab tab, RunRequest request);
  }

  private Optional<QueryFailure> tusk(SqlTab tab, RunRequest request) {
    RunStatement run = bench.run;
    return run.run(tab, request, new StatementListener() {});
  }

  /// The twin: it knows that the link was lost, so why not.
  private Optional<QueryFailure> helpful(SqlTab tab, RunRequest request) {
    Optional<QueryFailure> failure = tusk(tab, request);
    return failure.isPresent() && failure.get().sessionLost() ? tusk(tab, request) : failure;
  }

  @Test
  void aStatementIsNotRunAgain() throws Exception {
    Figure.exactly("statements_run_again_after_a_reset", drawn(this::tusk) - 1, 0);
  }

  @Test
  void aTwinThatRunsItAgainIsFoundOut() {
    assertThatThrownBy(
            () -> assertThat(drawn(this::helpful)).as("drawn on the server").isEqualTo(1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("drawn on the server");
  }

  /// How often the server has run a statement whose link broke, after the tab has another session
  /// and goes on.
  private long drawn(Runner runner) throws Exception {
    try (SqlTab tab = bench.tab("Untitled 1")) {
      var _ = bench.portal(tab, "select 1");
      CompletableFuture<Optional<QueryFailure>> running =
          CompletableFuture.supplyAsync(
              () -> runner.run(tab, new RunRequest(StatementRequest.portal(DRAW), null)),
              task -> Thread.ofVirtual().start(task));
      server.await(SLEEPERS, "1");
      proxy.resetPeer();
      var _ = running.get(30, TimeUnit.SECONDS);
      var _ = new ReconnectTab(bench.time).reconnect(tab, PATIENCE, Cancellation.create());
      var _ = bench.portal(tab, "select 1");
      server.await(SLEEPERS, "0");
      return Long.parseLong(Objects.requireNonNull(server.value("select last_value from drawn")));
    }
  }

  @Test
  void nothingOfALostTransactionIsDoneInTheNextSession() throws Exception {
    try (SqlTab tab = bench.tab("Untitled 1")) {
      var _ = bench.plain(tab, "set application_name = 'before'");
      var _ = bench.plain(tab, "begin");
      var _ = bench.plain(tab, "set application_name = 'within'");
      var _ = bench.portal(tab, "select nextval('drawn')");
      proxy.resetPeer();
      LostSession lost = lost(tab);
      assertThat(lost.isReplaceable()).isFalse();

      var _ = new ReconnectTab(bench.time).reconnect(tab, PATIENCE, Cancellation.create());

      assertThat(bench.portal(tab, "show application_name").cells).containsExactly("before");
      assertThat(server.value("select last_value from drawn")).isEqualTo("1");
    }
  }

  private LostSession lost(SqlTab tab) throws Exception {
    CheckSession check = new CheckSession(bench.time);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<LostSession> lost = check.check(tab, false);
      if (lost.isPresent()) {
        return lost.get();
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throw new AssertionError("The loss was not noticed");
  }
}
