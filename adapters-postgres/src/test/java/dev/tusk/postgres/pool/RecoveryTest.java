package dev.tusk.postgres.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.session.PgLink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How soon a pool works again when what was broken is whole, and that nobody gets a dead session.
///
/// Each fault hits a pool with idle sessions; while it lasts, somebody asks for a session all the
/// time, as a person would.
@Requirement({"E-16", "FR-010", "FR-011", "US3.2"})
class RecoveryTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration FAULT = LONG ? Duration.ofSeconds(20) : Duration.ofMillis(1_500);
  private static final double LIMIT_MS = 1_500;
  private static final int SESSIONS = 4;
  private static PgFixture server;

  private FaultProxy proxy;
  private ConnectionPool pool;

  @BeforeAll
  static void startServer() {
    server = PgFixture.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void open() throws IOException {
    PgDatabaseAddress address = server.address("postgres");
    proxy = new FaultProxy(address.host(), address.port());
    pool = Servers.pool(address.through(proxy.port()), options());
    fill();
  }

  @AfterEach
  void close() {
    assertThat(pool.status().inUse()).isZero();
    pool.close();
    proxy.close();
  }

  private static ConnectionOptions options() {
    return ConnectionOptions.DEFAULTS
        .withMaxSessions(SESSIONS)
        .withConnectTimeout(CONNECT)
        .withPoolTimeout(CONNECT);
  }

  @Test
  void afterEverySessionWasTerminated() {
    terminateAll();
    assertRecovery("terminate_all", System.nanoTime(), 0);
  }

  @Test
  void afterACrashOfTheServer() {
    server.crash();
    double longest;
    try {
      longest = Attempts.during(pool, FAULT).longestMillis();
    } finally {
      server.resume();
    }
    assertRecovery("restart_immediate", System.nanoTime(), longest);
  }

  @Test
  void afterABlackHole() throws IOException {
    proxy.blackhole();
    Attempts attempts = Attempts.during(pool, FAULT);
    proxy.clear();
    assertRecovery("black_hole", System.nanoTime(), attempts.longestMillis());
  }

  @Test
  void afterAReset() {
    proxy.resetPeer();
    assertRecovery("reset_all", System.nanoTime(), 0);
  }

  @Test
  void afterTheServerForgotItsConnections() {
    proxy.halfOpen();
    assertRecovery("half_open", System.nanoTime(), 0);
  }

  @Test
  void afterAMuteServer() throws IOException {
    proxy.mute();
    proxy.resetPeer();
    Attempts attempts = Attempts.during(pool, FAULT);
    proxy.clear();
    assertRecovery("mute", System.nanoTime(), attempts.longestMillis());
  }

  /// HikariCP alone dials on one thread: the last of them would wait for all the others.
  @Test
  void nobodyWaitsBehindAnothersAttempt() throws Exception {
    proxy.mute();
    proxy.resetPeer();
    List<CompletableFuture<Double>> ends = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      CompletableFuture<Double> end = new CompletableFuture<>();
      ends.add(end);
      Thread.ofVirtual()
          .start(
              () -> {
                long start = System.nanoTime();
                TuskError error = failure(pool);
                end.complete(error instanceof TuskError.Unreachable ? millisSince(start) : 1e9);
              });
    }
    double longest = 0;
    for (CompletableFuture<Double> end : ends) {
      longest = Math.max(longest, end.get(30, TimeUnit.SECONDS));
    }
    Figure.atMost("four_borrowers_at_a_mute_server_longest_failure_ms", longest, LIMIT_MS);
    proxy.clear();
  }

  @Test
  void afterThePostmasterWasStopped() throws Exception {
    proxy.resetPeer();
    signal("-STOP");
    double longest;
    try {
      longest = Attempts.during(pool, FAULT).longestMillis();
    } finally {
      signal("-CONT");
    }
    assertRecovery("postmaster_sigstop", System.nanoTime(), longest);
  }

  @Test
  void afterTheServerHadNoRoom() throws Exception {
    pool.close();
    server.execute("create role guest login password 'guest' connection limit 3");
    PgDatabaseAddress admin = server.address("postgres");
    PgDatabaseAddress guest =
        new PgDatabaseAddress(admin.host(), proxy.port(), "postgres", "guest", "guest");
    pool = Servers.pool(guest, options());
    try (Session one = Servers.lease(pool);
        Session two = Servers.lease(pool)) {
      assertThat(one.isOpen() && two.isOpen()).isTrue();
      long start = System.nanoTime();
      TuskError full = failure(pool);
      assertThat(full)
          .isInstanceOfSatisfying(
              TuskError.Declined.class,
              declined -> assertThat(declined.server().sqlState()).isEqualTo("53300"));
      Figure.atMost("no_room_fails_within_ms", millisSince(start), LIMIT_MS);
      server.execute("alter role guest connection limit 10");
      assertRecovery("no_room", System.nanoTime(), 0);
    } finally {
      pool.close();
      server.execute("drop role guest");
    }
  }

  @Test
  void nobodyEverGetsADeadSession() {
    int rounds = LONG ? 1_000 / SESSIONS : 100 / SESSIONS;
    int dead = 0;
    int borrows = 0;
    for (int round = 0; round < rounds; round++) {
      terminateAll();
      List<Session> sessions = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        Session session = Servers.lease(pool);
        sessions.add(session);
        borrows++;
        try {
          assertThat(Servers.value(session, "select 1")).isEqualTo("1");
        } catch (TuskException lost) {
          dead++;
        }
      }
      sessions.forEach(Session::close);
    }
    Figure.report("borrows_after_a_kill", borrows);
    Figure.exactly("dead_sessions_handed_out", dead, 0);
  }

  /// The twin: what is lent without proof is dead.
  @Test
  void whatIsLentWithoutProofIsDead() {
    int dead = 0;
    try (LinkPool naive = Pools.bare(server.address("postgres"), 1)) {
      Loan loan = Pools.borrow(naive);
      PgLink unproven = loan.link();
      assertThat(Pools.value(unproven, "select 1")).isEqualTo("1");
      assertThat(loan.giveBack(true)).isTrue();
      terminateAll();
      dead += unproven.isOpen() && !Pools.value(unproven, "select 1").equals("1") ? 1 : 0;
      Loan proven = Pools.borrow(naive);
      assertThat(Pools.value(proven.link(), "select 1")).isEqualTo("1");
      assertThat(proven.link()).isNotSameAs(unproven);
      assertThat(proven.giveBack(true)).isTrue();
    }
    Figure.exactly("dead_sessions_of_the_unproven_twin", dead, 1);
  }

  @Test
  void sessionsThatWereIdleForLongAreEnded() {
    String often = "com.zaxxer.hikari.housekeeping.periodMs";
    System.setProperty(often, "50");
    try (LinkPool pool = Pools.bare(server.address("postgres"), 2)) {
      assertThat(pool.slots().getIdleTimeout()).isEqualTo(600_000);
      Loan one = Pools.borrow(pool);
      Loan two = Pools.borrow(pool);
      assertThat(one.giveBack(true)).isTrue();
      assertThat(pool.figures()).isEqualTo(new Ledger.Figures(1, 1, 0));
      pool.slots().getHikariConfigMXBean().setIdleTimeout(1);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> pool.figures().equals(new Ledger.Figures(0, 1, 0)));
      assertThat(one.link().isOpen()).isFalse();
      assertThat(two.link().isOpen()).isTrue();
      assertThat(two.giveBack(true)).isTrue();
    } finally {
      System.clearProperty(often);
    }
  }

  /// Makes every session of the pool and gives it back.
  private void fill() {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(Servers.lease(pool));
    }
    sessions.forEach(Session::close);
  }

  /// Ends every client's process and waits until it is gone.
  static void terminateAll() {
    String clients = "from pg_stat_activity where application_name like 'Tusk%'";
    server.execute(
        "do $$ begin perform pg_terminate_backend(pid) "
            + clients
            + "; loop perform pg_stat_clear_snapshot(); exit when not exists (select "
            + clients
            + "); perform pg_sleep(0.002); end loop; end $$");
  }

  private void assertRecovery(String fault, long healed, double longestFailure) {
    long first = Long.MAX_VALUE;
    List<TuskError> errors = new ArrayList<>();
    while (first == Long.MAX_VALUE && System.nanoTime() - healed < 30_000_000_000L) {
      try (Session session = Servers.lease(pool)) {
        assertThat(Servers.value(session, "select 1")).isEqualTo("1");
        first = System.nanoTime() - healed;
      } catch (TuskException failure) {
        errors.add(failure.error());
      }
    }
    Calibration.print("recovery_" + fault);
    Figure.report("recovery_" + fault + "_errors_after_healing", errors.size());
    if (longestFailure > 0) {
      Figure.atMost("recovery_" + fault + "_longest_failure_ms", longestFailure, LIMIT_MS);
    }
    Figure.atMost("recovery_" + fault + "_first_success_ms", first / 1e6, 1_000);
  }

  private static TuskError failure(ConnectionPool pool) {
    try (Session session = Servers.lease(pool)) {
      throw new AssertionError("A session was had: " + session.backendPid());
    } catch (TuskException expected) {
      return expected.error();
    }
  }

  private static void signal(String signal) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(server.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  /// Leases that fail, one after the other.
  private record Attempts(int failures, double longestMillis) {
    static Attempts during(ConnectionPool pool, Duration time) {
      long end = System.nanoTime() + time.toNanos();
      int failures = 0;
      double longest = 0;
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        Cancellation cancellation = Cancellation.create();
        try (Session session = pool.lease("a person", cancellation)) {
          throw new AssertionError("A session was had in spite of the fault: " + session);
        } catch (TuskException expected) {
          failures++;
        }
        longest = Math.max(longest, millisSince(start));
      }
      return new Attempts(failures, longest);
    }
  }
}
