package dev.tusk.postgres.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.PoolStatus;
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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The figures of a pool against what its users and the server know.
@Requirement({"SC-010", "FR-013", "US3.3"})
class PoolStatusTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");
  private static final int THREADS = 10;
  private static final int ROUNDS = LONG ? 1_000 : 150;
  private static final int ROOM = 4;
  private static PgFixture server;

  @BeforeAll
  static void startServer() {
    server = PgFixture.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /// What the users of the pool know of themselves, from within and from without.
  private static final class Truth {
    final AtomicLong changes = new AtomicLong();
    final AtomicInteger surelyHeld = new AtomicInteger();
    final AtomicInteger involved = new AtomicInteger();
    final AtomicInteger losses = new AtomicInteger();
    final AtomicBoolean over = new AtomicBoolean();

    void change(AtomicInteger figure, int by) {
      // On both sides: a sample that sees the same number twice saw nothing change.
      changes.incrementAndGet();
      figure.addAndGet(by);
      changes.incrementAndGet();
    }
  }

  @Test
  void figuresAreConsistentUnderLoadAndExactAtRest() throws Exception {
    underLoad("status", false);
  }

  @Test
  void figuresAreConsistentAndExactAlthoughBackendsAreKilled() throws Exception {
    underLoad("status_with_kills", true);
  }

  private void underLoad(String name, boolean kills) throws Exception {
    Calibration.print(name);
    Truth truth = new Truth();
    ConnectionOptions options = ConnectionOptions.DEFAULTS.withMaxSessions(ROOM);
    try (ConnectionPool pool = Servers.pool(server.address("postgres"), options)) {
      List<Thread> users = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int seed = i;
        users.add(Thread.ofVirtual().start(() -> use(pool, truth, seed)));
      }
      Sampler sampler = new Sampler(pool, truth);
      Thread sampling = Thread.ofPlatform().daemon().start(sampler);
      while (users.stream().anyMatch(Thread::isAlive)) {
        if (kills) {
          server.execute(
              "select pg_terminate_backend(pid) from pg_stat_activity"
                  + " where application_name like 'Tusk%' order by random() limit 2");
        }
        TimeUnit.MILLISECONDS.sleep(40);
      }
      truth.over.set(true);
      sampling.join();
      Figure.report(name + "_samples", sampler.samples);
      Figure.report(name + "_samples_held_against_the_truth", sampler.compared);
      assertThat(sampler.violations).isEmpty();
      Figure.exactly(name + "_violations", sampler.violations.size(), 0);
      assertThat(sampler.compared).isGreaterThan(sampler.samples / 10);
      Figure.atLeast(name + "_twin_of_two_reads_violations", sampler.twinViolations, 1);
      if (kills) {
        Figure.atLeast(name + "_sessions_lost", truth.losses.get(), 1);
      }
      atRest(name, pool);
    }
  }

  /// At rest the figures are what the server counts, also right after it has ended sessions.
  private static void atRest(String name, ConnectionPool pool) throws Exception {
    try (Connection observer = server.address("postgres").connect();
        Statement statement = observer.createStatement()) {
      List<Session> sessions = new ArrayList<>();
      for (int i = 0; i < ROOM; i++) {
        sessions.add(Servers.lease(pool));
      }
      sessions.forEach(Session::close);
      assertThat(pool.status().inUse()).isZero();
      assertThat(pool.status().waiting()).isZero();
      double worst = lag(pool, statement);
      for (int left = ROOM; left > 0; left--) {
        statement.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where pid ="
                + " (select max(pid) from pg_stat_activity where application_name like 'Tusk%')");
        worst = Math.max(worst, lag(pool, statement));
      }
      Figure.atMost(name + "_lag_at_rest_ms", worst, 50);
    }
  }

  @Test
  void linksThatEndWithoutAWordAreCountedNoLonger() throws Exception {
    PgDatabaseAddress address = server.address("postgres");
    ConnectionOptions options = ConnectionOptions.DEFAULTS.withMaxSessions(ROOM);
    try (FaultProxy proxy = new FaultProxy(address.host(), address.port());
        ConnectionPool pool = Servers.pool(address.through(proxy.port()), options);
        Connection observer = address.connect();
        Statement statement = observer.createStatement()) {
      List<Session> sessions = new ArrayList<>();
      for (int i = 0; i < ROOM; i++) {
        sessions.add(Servers.lease(pool));
      }
      sessions.forEach(Session::close);
      assertThat(pool.status().available()).isEqualTo(ROOM);
      proxy.resetPeer();
      double worst = lag(pool, statement);
      assertThat(pool.status().size() + pool.status().serviceSize()).isZero();
      Calibration.print("status_without_a_word");
      Figure.atMost("status_lag_without_a_word_ms", worst, 1_000);
    }
  }

  /// How long until the pool's figures are the server's.
  private static double lag(ConnectionPool pool, Statement statement) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      PoolStatus now = pool.status();
      try (ResultSet rows =
          statement.executeQuery(
              "select count(*) from pg_stat_activity where application_name like 'Tusk%'")) {
        assertThat(rows.next()).isTrue();
        if (rows.getInt(1) == now.size() + now.serviceSize()) {
          return (System.nanoTime() - start) / 1e6;
        }
        if (System.nanoTime() - start > 2_000_000_000L) {
          throw new AssertionError("The server has " + rows.getInt(1) + ", the pool " + now);
        }
      }
    }
  }

  private static void use(ConnectionPool pool, Truth truth, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < ROUNDS; round++) {
      truth.change(truth.involved, 1);
      try (Session session = pool.lease("user " + seed, Cancellation.create())) {
        truth.change(truth.surelyHeld, 1);
        try {
          assertThat(Servers.value(session, "select 1")).isEqualTo("1");
          LockSupport.parkNanos(random.nextInt(300_000));
        } finally {
          truth.change(truth.surelyHeld, -1);
        }
      } catch (TuskException killed) {
        truth.losses.incrementAndGet();
      } finally {
        truth.change(truth.involved, -1);
      }
      LockSupport.parkNanos(random.nextInt(2_000_000));
    }
  }

  private static final class Sampler implements Runnable {
    private final ConnectionPool pool;
    private final Truth truth;
    private final List<String> violations = new ArrayList<>();
    private int twinViolations;
    private int samples;
    private int compared;

    Sampler(ConnectionPool pool, Truth truth) {
      this.pool = pool;
      this.truth = truth;
    }

    @Override
    public void run() {
      while (!truth.over.get()) {
        long before = truth.changes.get();
        int held = truth.surelyHeld.get();
        int involved = truth.involved.get();
        PoolStatus now = pool.status();
        boolean still = truth.changes.get() == before;
        samples++;
        if (!isPossible(now.inUse(), now.available(), now.waiting())
            || now.inUse() + now.available() != now.size()) {
          violations.add(now.toString());
        }
        if (still) {
          compared++;
          if (now.inUse() < held || now.inUse() + now.waiting() > involved) {
            violations.add(now + " with " + held + " held and " + involved + " involved");
          }
        }
        LockSupport.parkNanos(1_000_000);
        // The twin takes its figures one after the other.
        if (!isPossible(now.inUse(), pool.status().available(), pool.status().waiting())) {
          twinViolations++;
        }
      }
    }

    private static boolean isPossible(int inUse, int available, int waiting) {
      return inUse >= 0
          && available >= 0
          && waiting >= 0
          && inUse + available <= ROOM
          && inUse + waiting <= THREADS;
    }
  }
}
