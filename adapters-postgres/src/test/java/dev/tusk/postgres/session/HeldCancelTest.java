package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.session.CollectingSink;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.net.FaultProxy.Direction;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.pool.PgPool;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A cancel that the network holds back until its statement has ended and the next one runs.
///
/// The statements go over one proxy, the cancels over another, whose wire stands still for three
/// times as long as an answer is waited for. Without the guard, and with the driver's own cancel,
/// the next statement is hit every time.
class HeldCancelTest {
  private static final int RUNS = Boolean.getBoolean("tusk.long") ? 200 : 20;
  private static final int AT_ONCE = 50;
  private static final int BROKEN = 5;
  private static final Duration HOLD = Duration.ofMillis(5_200);
  private static final double SHORT_SECONDS = 0.5;
  private static final String SHORT = "select pg_sleep(" + SHORT_SECONDS + ")";

  /// Runs still when the held packet arrives.
  private static final String AFTER = "select pg_sleep(" + (HOLD.toMillis() / 1e3 + 0.6) + ")";

  /// The same after the two seconds in which an answer was waited for.
  private static final String LATER = "select pg_sleep(" + (HOLD.toMillis() / 1e3 - 1.4) + ")";

  private static final ConnectionOptions ROOM =
      new ConnectionOptions(Duration.ofSeconds(10), Duration.ofSeconds(30), AT_ONCE, AT_ONCE);

  /// Each pair has its session, its cancel's way, the backend that was given up and a fresh one.
  private final PgFixture server =
      PgFixture.start(ServerOptions.throwaway().with("max_connections", "300"));

  private final PgDatabaseAddress address = server.address("postgres");
  private final FaultProxy statements;
  private final FaultProxy cancels;
  private final ConnectionPool pool;
  private final ConnectionPool control;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  HeldCancelTest() throws IOException {
    statements = new FaultProxy(address.host(), address.port());
    cancels = new FaultProxy(address.host(), address.port());
    pool = Servers.pool(address.through(statements.port()), ROOM);
    control = Servers.pool(address.through(cancels.port()), ROOM);
  }

  @AfterEach
  void close() {
    cancels.close();
    pool.close();
    control.close();
    statements.close();
    threads.shutdownNow();
    server.close();
  }

  /// What became of one pair of statements.
  ///
  /// @param late how long after its time the first one's result came, in milliseconds
  private record Trial(boolean firstStopped, boolean nextStopped, boolean given, double late) {}

  @Test
  @Requirement({"E-3", "E-19", "EC-4", "US2.3"})
  void aCancelHeldBackHitsNobodyAndHoldsBackNoResult() throws Exception {
    List<Trial> trials = new ArrayList<>();
    List<Trial> broken = new ArrayList<>();
    for (int done = 0; done < RUNS; done += AT_ONCE) {
      batch(Math.min(AT_ONCE - BROKEN, RUNS - done), done == 0 ? BROKEN : 0, trials, broken);
    }
    while (trials.size() < RUNS) {
      batch(Math.min(AT_ONCE, RUNS - trials.size()), 0, trials, broken);
    }
    Calibration.print("held_cancel");
    Figure.exactly("held_cancel_runs", trials.size(), RUNS);
    Figure.exactly(
        "held_cancel_wrong_victims", trials.stream().filter(Trial::nextStopped).count(), 0);
    Figure.exactly(
        "held_cancel_first_results_kept",
        trials.stream().filter(trial -> !trial.firstStopped()).count(),
        RUNS);
    Figure.atLeast(
        "held_cancel_victims_without_guard",
        (double) broken.stream().filter(Trial::nextStopped).count(),
        BROKEN);
    Figure.atMost(
        "held_cancel_result_withheld_ms",
        Figure.percentile(trials.stream().mapToDouble(Trial::late).toArray(), 0.99),
        100);
    assertThat(trials).as("sessions in doubt are given up").allMatch(Trial::given);
  }

  /// Runs some pairs at once, with and without the guard, while the wire of the cancels is held.
  private void batch(int guarded, int unguarded, List<Trial> trials, List<Trial> broken)
      throws Exception {
    List<Callable<Trial>> all = new ArrayList<>();
    List<BackendControl.Request> requests = new ArrayList<>();
    for (int i = 0; i < guarded + unguarded; i++) {
      requests.add(((PgPool) control).service().open());
    }
    CountDownLatch sent = new CountDownLatch(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      BackendControl.Request request = counted(requests.get(i), sent);
      PgSession session = session(() -> request);
      int pid = session.backendPid();
      Predicate<PgSession> shot =
          i < guarded
              ? each -> aimed(each).cancel()
              : each -> aimed(each) != null && request.cancel(pid);
      all.add(() -> trial(session, shot));
    }
    cancels.blackhole(Direction.UP);
    List<Future<Trial>> running = all.stream().map(threads::submit).toList();
    assertThat(sent.await(60, TimeUnit.SECONDS)).as("all cancels are under way").isTrue();
    TimeUnit.MILLISECONDS.sleep(HOLD.toMillis());
    cancels.clear();
    for (int i = 0; i < running.size(); i++) {
      (i < guarded ? trials : broken).add(running.get(i).get(30, TimeUnit.SECONDS));
    }
  }

  private static BackendControl.Request counted(
      BackendControl.Request request, CountDownLatch sent) {
    return new BackendControl.Request() {
      @Override
      public boolean cancel(int pid) {
        sent.countDown();
        return request.cancel(pid);
      }

      @Override
      public boolean terminate(int pid) {
        return request.terminate(pid);
      }

      @Override
      public String process() {
        return request.process();
      }

      @Override
      public void close() {
        request.close();
      }
    };
  }

  /// A leased session whose cancels go another way.
  private PgSession session(BackendControl way) {
    PgSession leased = (PgSession) Servers.lease(pool);
    return new PgSession(
        leased.link(),
        new ColumnTypes(),
        way,
        true,
        new SessionSetup(Map.of()),
        (session, clean) -> leased.close());
  }

  private Trial trial(PgSession session, Predicate<PgSession> shot) throws Exception {
    Future<Boolean> cancel = threads.submit(() -> shot.test(session));
    long start = System.nanoTime();
    boolean first = stopped(session, SHORT);
    double late = (System.nanoTime() - start) / 1e6 - SHORT_SECONDS * 1_000;
    boolean given = false;
    boolean next;
    try {
      next = stopped(session, AFTER);
    } catch (TuskException failure) {
      assertThat(failure.error()).isInstanceOf(TuskError.LinkLost.class);
      given = true;
      session.close();
      try (Session fresh = Servers.lease(pool)) {
        next = stopped(fresh, LATER);
      }
    }
    session.close();
    try {
      var _ = cancel.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException unanswered) {
      assertThat(unanswered).hasCauseInstanceOf(TuskException.class);
    }
    return new Trial(first, next, given, late);
  }

  @Test
  @Requirement({"E-2", "E-3"})
  void aCancelThatIsAnsweredLateHoldsBackTheNextStatementAndSparesIt() throws Exception {
    BackendControl.Request request = ((PgPool) control).service().open();
    PgSession session = session(() -> request);
    int pid = session.backendPid();
    cancels.blackhole(Direction.UP);
    Future<Boolean> cancel = threads.submit(() -> aimed(session).cancel());

    assertThat(stopped(session, "select pg_sleep(1)")).isFalse();
    Future<Boolean> next = threads.submit(() -> stopped(session, "select pg_sleep(0.3)"));
    TimeUnit.MILLISECONDS.sleep(300);
    assertThat(next.isDone()).isFalse();
    cancels.clear();

    assertThat(cancel.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(next.get(30, TimeUnit.SECONDS)).as("the next statement was stopped").isFalse();
    assertThat(session.isOpen()).isTrue();
    assertThat(session.backendPid()).isEqualTo(pid);
    session.close();
  }

  @Test
  @Requirement({"E-3", "EC-4"})
  void theProtocolsOwnCancelHeldBackCostsTheSessionAndNoStatement() throws Exception {
    control.close();
    int runs = Math.min(RUNS, AT_ONCE) - BROKEN;
    List<Future<Trial>> running = new ArrayList<>();
    List<PgSession> sessions = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      sessions.add(session(((PgPool) control).service()));
    }
    List<Connection> naive = new ArrayList<>();
    for (int i = 0; i < BROKEN; i++) {
      naive.add(naive());
    }
    statements.holdNew(HOLD);
    int before = statements.accepted();
    sessions.forEach(
        session -> running.add(threads.submit(() -> trial(session, each -> aimed(each).cancel()))));
    List<Future<Boolean>> victims = new ArrayList<>();
    naive.forEach(connection -> victims.add(threads.submit(() -> isVictim(connection))));
    // A session may ask twice: all have asked when nobody asks any more.
    int seen = before;
    while (seen < before + runs + BROKEN || statements.accepted() > seen) {
      seen = statements.accepted();
      TimeUnit.MILLISECONDS.sleep(200);
    }
    statements.holdNew(Duration.ZERO);
    int wrong = 0;
    for (Future<Trial> each : running) {
      Trial trial = each.get(30, TimeUnit.SECONDS);
      assertThat(trial.given()).as("the session is given up").isTrue();
      // Each of all, on a machine that others use too; to wait for the answer takes two seconds.
      assertThat(trial.late()).as("the result is withheld").isLessThan(1_000);
      wrong += trial.nextStopped() ? 1 : 0;
    }
    int hit = 0;
    for (Future<Boolean> each : victims) {
      hit += each.get(30, TimeUnit.SECONDS) ? 1 : 0;
    }
    Figure.exactly("held_cancel_request_wrong_victims", wrong, 0);
    Figure.atLeast("held_cancel_request_victims_of_the_drivers_own_cancel", hit, BROKEN);
  }

  private Connection naive() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    properties.setProperty("cancelSignalTimeout", "1");
    return DriverManager.getConnection(address.through(statements.port()).url(), properties);
  }

  /// What a client does that trusts the driver's `Statement.cancel()`.
  private boolean isVictim(Connection connection) throws Exception {
    try (connection;
        Statement statement = connection.createStatement()) {
      Future<?> cancel =
          threads.submit(
              () -> {
                TimeUnit.MILLISECONDS.sleep(50);
                statement.cancel();
                return true;
              });
      statement.execute(SHORT);
      cancel.get(30, TimeUnit.SECONDS);
      try {
        statement.execute(AFTER);
        return false;
      } catch (SQLException stopped) {
        return "57014".equals(stopped.getSQLState());
      }
    }
  }

  private static Session.Target aimed(Session session) {
    Optional<Session.Target> target = session.aim();
    while (target.isEmpty()) {
      LockSupport.parkNanos(200_000);
      target = session.aim();
    }
    return target.get();
  }

  private static boolean stopped(Session session, String sql) {
    try {
      session.execute(StatementRequest.plain(sql), new CollectingSink());
      return false;
    } catch (TuskException failure) {
      if (failure.error() instanceof TuskError.StatementFailed failed
          && failed.server().sqlState().equals("57014")) {
        return true;
      }
      throw failure;
    }
  }
}
