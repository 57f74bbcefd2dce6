package dev.tusk.postgres.error;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.query.Observer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Faults that take an open session away, and a pool that has none to give.
final class LinkFaults {
  private LinkFaults() {}

  static Map<String, Provocation> all() {
    Map<String, Provocation> faults = new LinkedHashMap<>();
    faults.put("terminated while idle", bench -> terminated(bench, false));
    faults.put("terminated while it runs", bench -> terminated(bench, true));
    faults.put(
        "idle_session_timeout", bench -> idle(bench, "set idle_session_timeout = 60", "select 1"));
    faults.put(
        "idle_in_transaction_session_timeout",
        bench -> idle(bench, "set idle_in_transaction_session_timeout = 60", "begin", "select 1"));
    faults.put(
        "reset while it reads", bench -> cut(bench, "select pg_sleep(30)", FaultProxy::resetPeer));
    faults.put(
        "reset while it writes",
        bench -> cut(bench, "do $$begin perform pg_sleep(30); end$$", FaultProxy::resetPeer));
    faults.put("end of stream inside a row", LinkFaults::insideARow);
    faults.put("black hole, given up", LinkFaults::blackHole);
    faults.put("black hole while it writes, given up", LinkFaults::blackHoleWriting);
    faults.put("pool exhausted", LinkFaults::exhausted);
    faults.put("waiting for a session stopped", LinkFaults::stopped);
    faults.put("pool closed", LinkFaults::closed);
    faults.put("terminated while the catalog is read", LinkFaults::catalog);
    faults.put("fast shutdown", LinkFaults::shutdown);
    faults.put("server crashed", LinkFaults::crash);
    return faults;
  }

  /// Since PostgreSQL 17.
  static Map<String, Provocation> newer() {
    return Map.of(
        "transaction_timeout",
        bench -> bench.statement("set transaction_timeout = 60", "begin", "select pg_sleep(10)"));
  }

  private static Captured terminated(FaultBench bench, boolean running) throws Exception {
    try (Session session = Servers.lease(bench.pool())) {
      String end = "select pg_terminate_backend(" + session.backendPid() + ")";
      if (!running) {
        bench.server.execute(end);
        awaitEnd(bench, session.backendPid());
        return FaultBench.fail(session, "select 1");
      }
      CompletableFuture<Captured> failure = asleep(bench, session, "select pg_sleep(30)");
      bench.server.execute(end);
      return failure.get(30, TimeUnit.SECONDS);
    }
  }

  private static Captured idle(FaultBench bench, String... statements) throws Exception {
    try (Session session = Servers.lease(bench.pool())) {
      int pid = session.backendPid();
      for (int i = 0; i < statements.length - 1; i++) {
        Servers.plain(session, statements[i]);
      }
      awaitEnd(bench, pid);
      return FaultBench.fail(session, statements[statements.length - 1]);
    }
  }

  private static void awaitEnd(FaultBench bench, int pid) throws Exception {
    try (var connection = bench.server.address("postgres").connect();
        var statement = connection.createStatement()) {
      for (int i = 0; i < 3_000; i++) {
        try (var rows =
            statement.executeQuery("select 1 from pg_stat_activity where pid = " + pid)) {
          if (!rows.next()) {
            // Its last message is on the wire by now.
            Thread.sleep(50);
            return;
          }
        }
        Thread.sleep(10);
      }
    }
    throw new AssertionError("The session does not end");
  }

  private interface Trouble {
    void make(FaultProxy proxy) throws IOException;
  }

  private static Captured cut(FaultBench bench, String sql, Trouble trouble) throws Exception {
    PgDatabaseAddress address = bench.server.address("faults");
    try (FaultProxy proxy = new FaultProxy(address.host(), address.port());
        ConnectionPool pool =
            Servers.pool(address.through(proxy.port()), ConnectionOptions.DEFAULTS);
        Session session = Servers.lease(pool)) {
      CompletableFuture<Captured> failure = asleep(bench, session, sql);
      trouble.make(proxy);
      return failure.get(30, TimeUnit.SECONDS);
    }
  }

  private static Captured insideARow(FaultBench bench) throws Exception {
    PgDatabaseAddress address = bench.server.address("faults");
    try (FaultProxy proxy = new FaultProxy(address.host(), address.port());
        ConnectionPool pool =
            Servers.pool(address.through(proxy.port()), ConnectionOptions.DEFAULTS);
        Session session = Servers.lease(pool)) {
      proxy.limitData(FaultProxy.Direction.DOWN, 2_000_000);
      return FaultBench.fail(
          session,
          StatementRequest.portal("select repeat('x', 1000000) from generate_series(1, 20)"));
    }
  }

  private static Captured blackHole(FaultBench bench) throws Exception {
    return abandoned(bench, "select pg_sleep(30)");
  }

  private static Captured blackHoleWriting(FaultBench bench) throws Exception {
    return abandoned(bench, "do $$begin perform pg_sleep(30); end$$");
  }

  private static Captured abandoned(FaultBench bench, String sql) throws Exception {
    PgDatabaseAddress address = bench.server.address("faults");
    try (FaultProxy proxy = new FaultProxy(address.host(), address.port());
        ConnectionPool pool =
            Servers.pool(address.through(proxy.port()), ConnectionOptions.DEFAULTS);
        Session session = Servers.lease(pool)) {
      CompletableFuture<Captured> failure = asleep(bench, session, sql);
      proxy.blackhole();
      session.abandon();
      return failure.get(30, TimeUnit.SECONDS);
    }
  }

  private static Captured exhausted(FaultBench bench) {
    ConnectionOptions options =
        ConnectionOptions.DEFAULTS.withMaxSessions(1).withPoolTimeout(Duration.ofMillis(300));
    try (ConnectionPool pool = Servers.pool(bench.server.address("faults"), options);
        Session holder = pool.lease("Untitled 1", Cancellation.create())) {
      assert holder.isOpen();
      return refused(pool, Cancellation.create());
    }
  }

  private static Captured stopped(FaultBench bench) throws Exception {
    ConnectionOptions options = ConnectionOptions.DEFAULTS.withMaxSessions(1);
    try (ConnectionPool pool = Servers.pool(bench.server.address("faults"), options);
        Session holder = pool.lease("Untitled 1", Cancellation.create())) {
      assert holder.isOpen();
      Cancellation cancellation = Cancellation.create();
      CompletableFuture<Captured> end =
          CompletableFuture.supplyAsync(
              () -> refused(pool, cancellation), task -> Thread.ofVirtual().start(task));
      while (pool.status().waiting() == 0) {
        Thread.sleep(10);
      }
      cancellation.cancel();
      return end.get(30, TimeUnit.SECONDS);
    }
  }

  private static Captured closed(FaultBench bench) {
    ConnectionPool pool = Servers.pool(bench.server.address("faults"), ConnectionOptions.DEFAULTS);
    pool.close();
    return refused(pool, Cancellation.create());
  }

  /// The session that reads the catalog is ended while it waits for a lock; one that is idle then
  /// would be replaced without a word.
  private static Captured catalog(FaultBench bench) throws Exception {
    PgDatabase database = new PgDatabase(Map.of());
    ConnectionConfig config = Servers.config(bench.server.address("faults"));
    try (ConnectionPool pool =
            database
                .connector()
                .open(
                    config,
                    Servers.password(bench.server.address("faults")),
                    Cancellation.create(),
                    step -> {});
        Connection blocker = bench.server.address("faults").connect();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("lock table pg_catalog.pg_namespace in access exclusive mode");
      FutureTask<TuskException> read =
          new FutureTask<>(
              () ->
                  catchThrowableOfType(
                      TuskException.class, () -> database.catalog().namespaces(config.id())));
      Thread.ofVirtual().start(read);
      String waits =
          " from pg_catalog.pg_stat_activity where datname = 'faults'"
              + " and application_name like 'Tusk%' and wait_event_type = 'Lock'";
      boolean ended = false;
      while (!ended && !read.isDone()) {
        Thread.sleep(20);
        try (ResultSet row =
            statement.executeQuery("select pg_catalog.pg_terminate_backend(pid)" + waits)) {
          ended = row.next();
        }
      }
      TuskException failure = read.get(30, TimeUnit.SECONDS);
      blocker.rollback();
      if (failure == null) {
        throw new AssertionError("The catalog was read by " + pool);
      }
      return Captured.working(failure);
    }
  }

  private static Captured refused(ConnectionPool pool, Cancellation cancellation) {
    try (Session session = pool.lease("Untitled 2", cancellation)) {
      throw new AssertionError("A session was given: " + session.backendPid());
    } catch (TuskException failure) {
      return Captured.working(failure);
    }
  }

  private static Captured shutdown(FaultBench bench) throws Exception {
    try (Session session = Servers.lease(bench.pool())) {
      CompletableFuture<Captured> failure = asleep(bench, session, "select pg_sleep(30)");
      bench.server.stop();
      return failure.get(30, TimeUnit.SECONDS);
    } finally {
      bench.forgetPool();
      bench.server.resume();
    }
  }

  /// One backend is killed, so the postmaster ends all the others and starts anew.
  private static Captured crash(FaultBench bench) throws Exception {
    try (Session victim = Servers.lease(bench.pool());
        Session session = Servers.lease(bench.pool())) {
      CompletableFuture<Captured> failure = asleep(bench, session, "select pg_sleep(30)");
      var _ = ProcessHandle.of(victim.backendPid()).map(ProcessHandle::destroyForcibly);
      return failure.get(30, TimeUnit.SECONDS);
    } finally {
      bench.forgetPool();
      awaitRecovery(bench);
    }
  }

  private static void awaitRecovery(FaultBench bench) throws InterruptedException {
    for (int i = 0; i < 3_000; i++) {
      try (var connection = bench.server.address("postgres").connect()) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException notYet) {
        Thread.sleep(20);
      }
    }
    throw new AssertionError("The server does not come back");
  }

  /// Starts a statement that sleeps and waits until the server is at it.
  private static CompletableFuture<Captured> asleep(FaultBench bench, Session session, String sql)
      throws Exception {
    CompletableFuture<Captured> failure =
        CompletableFuture.supplyAsync(
            () -> FaultBench.fail(session, sql), task -> Thread.ofVirtual().start(task));
    Observer.awaitSleep(bench.server.address("postgres"), session.backendPid());
    return failure;
  }
}
