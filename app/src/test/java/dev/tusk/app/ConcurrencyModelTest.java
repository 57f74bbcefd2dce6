package dev.tusk.app;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.LiveConnection;
import dev.tusk.core.connection.PoolStatus;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.InMemoryCredentials;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.sqlite.SqliteStorage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten people at a time on one Tusk: the real core, PostgreSQL behind a proxy that breaks the
/// network, the real local store. Each keeps a model of what must be true for what is their own,
/// and they quarrel over connections that they share.
///
/// `-Dtusk.long=true`: 5,000 operations each and a fault each second; else 200 and one each 0.3 s.
@Requirement({"FR-005", "FR-009", "SC-009", "E-23"})
class ConcurrencyModelTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");
  private static final int PEOPLE = 10;
  private static final int OPERATIONS = LONG ? 5_000 : 200;
  private static final long FAULT_MILLIS = LONG ? 1_000 : 300;

  private final Queue<String> divergences = new ConcurrentLinkedQueue<>();

  @Test
  void tenPeopleWithFaultsLeaveTheStateAsTheModelSays(@TempDir Path directory) throws Exception {
    try (PgFixture server = PgFixture.start(options());
        FaultProxy proxy = new FaultProxy("127.0.0.1", server.address("postgres").port())) {
      PgDatabaseAddress database = server.newDatabase();
      InMemoryCredentials credentials = new InMemoryCredentials();
      try (CompositionRoot tusk = tusk(directory, credentials)) {
        List<ConnectionConfig> shared = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          shared.add(config("shared " + i, database.through(proxy.port()), credentials));
        }
        // A first person alone: classes are loaded, timers and pools' threads have started.
        runAll(
            List.of(person(tusk, 99, database.through(proxy.port()), credentials, shared, 60)),
            proxy,
            server,
            false);
        disconnectAll(tusk);
        awaitNoSessions(database);
        int threadsBefore = platformThreads();
        long filesBefore = openFiles();

        List<ModelPerson> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
          people.add(
              person(tusk, i, database.through(proxy.port()), credentials, shared, OPERATIONS));
        }
        Calibration.print("model");
        long began = System.nanoTime();
        runAll(people, proxy, server, true);
        Figure.atMost("model_took_s", (System.nanoTime() - began) / 1e9, 120);
        for (ModelPerson each : people) {
          each.checkWrites(database);
        }
        // The last fault may have ended every session; who works next has one again.
        tusk.open()
            .all()
            .forEach(
                live ->
                    tusk.open()
                        .pool(live.config().id())
                        .lease("at rest", Cancellation.create())
                        .close());
        checkAtRest(tusk, database);
        long done = people.stream().mapToLong(ModelPerson::done).sum();
        Figure.report("model_operations", done);
        Figure.report(
            "model_refused_by_faults", people.stream().mapToLong(ModelPerson::refused).sum());
        divergences.stream().limit(20).forEach(each -> System.out.println("divergence: " + each));
        Figure.exactly("model_divergences", divergences.size(), 0);
        disconnectAll(tusk);
        awaitNoSessions(database);
        assertThat(tusk.state().connections()).isEmpty();
        assertThat(tusk.state().queries()).isEmpty();

        Figure.atMost(
            "model_threads_left", Math.max(0, settledThreads(threadsBefore) - threadsBefore), 2);
        Figure.atMost("model_files_left", Math.max(0, openFiles() - filesBefore), 2);
      }
    }
  }

  /// Twins: each does behind the model's back what faults of Tusk would look like.
  @Test
  void whatTwinsDoBehindTheModelsBackIsSeen(@TempDir Path directory) throws Exception {
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    InMemoryCredentials credentials = new InMemoryCredentials();
    try (CompositionRoot tusk = tusk(directory, credentials)) {
      List<ConnectionConfig> shared = List.of(config("shared", database, credentials));
      Map<String, Runnable> twins =
          Map.of(
              "closes",
              () ->
                  tusk.state()
                      .connections()
                      .forEach(live -> tusk.closeConnection().close(live.config().id())),
              "cancels",
              () -> tusk.state().queries().forEach(tusk.cancel()::cancel));
      for (Map.Entry<String, Runnable> twin : twins.entrySet()) {
        divergences.clear();
        AtomicBoolean end = new AtomicBoolean();
        Thread behind =
            Thread.ofVirtual()
                .start(
                    () -> {
                      while (!end.get()) {
                        twin.getValue().run();
                        LockSupport.parkNanos(100_000);
                      }
                    });
        // Most statements are over before a twin finds them.
        for (int i = 0; i < 20 && divergences.isEmpty(); i++) {
          person(tusk, 100 + i, database, credentials, shared, 200).run();
        }
        end.set(true);
        behind.join();
        Figure.atLeast("model_twin_" + twin.getKey() + "_divergences", divergences.size(), 1);
        disconnectAll(tusk);
      }
      divergences.clear();
      ModelPerson person = person(tusk, 2, database, credentials, shared, 200);
      person.run();
      person.checkWrites(database);
      assertThat(divergences).isEmpty();
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("truncate written_by_2");
      }
      person.checkWrites(database);
      Figure.atLeast("model_twin_truncates_divergences", divergences.size(), 1);
    }
  }

  private static CompositionRoot tusk(Path directory, InMemoryCredentials credentials) {
    return new CompositionRoot(
        new AppPaths(directory, false),
        new PgDatabase(Map.of()),
        credentials,
        SqliteStorage.open(directory.resolve("tusk.db")),
        new SystemClock());
  }

  /// A backend that sleeps looks for its client each 200 ms, or it would outlive a cut link.
  private static ServerOptions options() {
    return ServerOptions.throwaway()
        .with("max_connections", "200")
        .with("client_connection_check_interval", "200ms");
  }

  private ModelPerson person(
      CompositionRoot tusk,
      int number,
      PgDatabaseAddress database,
      InMemoryCredentials credentials,
      List<ConnectionConfig> shared,
      int operations) {
    List<ConnectionConfig> own = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      own.add(config("own " + number + "." + i, database, credentials));
    }
    return new ModelPerson(tusk, number, own, shared, operations, divergences::add);
  }

  private static ConnectionConfig config(
      String name, PgDatabaseAddress database, InMemoryCredentials credentials) {
    ConnectionConfig config =
        connection(name)
            .host(database.host())
            .port(database.port())
            .database(database.database())
            .user(database.user())
            .sslMode(SslMode.DISABLE)
            .options(
                ConnectionOptions.DEFAULTS
                    .withConnectTimeout(Duration.ofSeconds(3))
                    .withPoolTimeout(Duration.ofSeconds(3))
                    .withMaxSessions(4))
            .build();
    credentials.store(config.id(), Secret.of(database.password()));
    return config;
  }

  private void runAll(
      List<ModelPerson> people, FaultProxy proxy, PgFixture server, boolean withFaults)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(people.size() + 1);
    AtomicBoolean end = new AtomicBoolean();
    try {
      List<Future<?>> ends = new ArrayList<>();
      people.forEach(each -> ends.add(threads.submit(each)));
      Future<?> faults =
          threads.submit(
              () -> {
                if (withFaults) {
                  breakThings(proxy, server, end);
                }
                return null;
              });
      for (Future<?> each : ends) {
        // longer than they may take, so that a figure says by how much it was too long
        each.get(600, TimeUnit.SECONDS);
      }
      end.set(true);
      faults.get(120, TimeUnit.SECONDS);
    } finally {
      long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
      Figure.exactly("model_deadlocks", deadlocked == null ? 0 : deadlocked.length, 0);
      end.set(true);
      threads.shutdownNow();
      assertThat(threads.awaitTermination(120, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void breakThings(FaultProxy proxy, PgFixture server, AtomicBoolean end)
      throws IOException, InterruptedException {
    Random random = new Random(7);
    while (!end.get()) {
      Thread.sleep(FAULT_MILLIS);
      switch (random.nextInt(5)) {
        case 0 -> proxy.resetPeer();
        case 1 ->
            server.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
        case 2 -> proxy.latency(Duration.ofMillis(20));
        case 3 -> proxy.blackhole();
        default -> proxy.refuse();
      }
      Thread.sleep(150);
      proxy.clear();
    }
  }

  private void checkAtRest(CompositionRoot tusk, PgDatabaseAddress database) throws Exception {
    if (!tusk.state().queries().isEmpty()) {
      divergences.add("queries at rest: " + tusk.state().queries());
    }
    for (LiveConnection live : tusk.state().connections()) {
      PoolStatus pool = live.pool();
      if (pool.inUse() != 0 || pool.waiting() != 0) {
        divergences.add("pool of " + live.config().name() + " at rest: " + pool);
      }
      if (tusk.state().schema(live.config().id()).isEmpty()) {
        divergences.add("no cache at rest for " + live.config().name());
      }
    }
    // The server looks for its clients each 200 ms, and its word reaches the pool through the
    // network: both sides are at rest a moment later.
    int apart = believed(tusk) - sessions(database);
    for (int i = 0; i < 1_000 && apart != 0; i++) {
      Thread.sleep(50);
      apart = believed(tusk) - sessions(database);
    }
    Figure.atLeast("model_sessions_at_rest", sessions(database), 1);
    Figure.exactly("model_sessions_that_pools_have_too_many_or_too_few", apart, 0);
  }

  /// How many sessions the pools say that they have.
  private static int believed(CompositionRoot tusk) {
    return tusk.state().connections().stream()
        .mapToInt(live -> live.pool().size() + live.pool().serviceSize())
        .sum();
  }

  private static void disconnectAll(CompositionRoot tusk) {
    tusk.state().connections().forEach(live -> tusk.closeConnection().close(live.config().id()));
  }

  private static void awaitNoSessions(PgDatabaseAddress database) throws Exception {
    // Not counted once more: the session that counted last may still be on its way out.
    int left = sessions(database);
    for (int i = 0; i < 1_000 && left > 0; i++) {
      Thread.sleep(50);
      left = sessions(database);
    }
    if (left > 0) {
      System.out.println("sessions left: " + whoIsThere(database));
    }
    Figure.exactly("model_sessions_left", left, 0);
  }

  private static int sessions(PgDatabaseAddress database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and pid <> pg_backend_pid() and backend_type = 'client backend'")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static String whoIsThere(PgDatabaseAddress database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select string_agg(concat_ws(' ', pid, client_port, application_name, state,"
                    + " now() - backend_start, now() - state_change, query), e'\\n')"
                    + " from pg_stat_activity where datname = current_database()"
                    + " and pid <> pg_backend_pid() and backend_type = 'client backend'")) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  private static int settledThreads(int expected) throws InterruptedException {
    for (int i = 0; i < 1_000 && platformThreads() > expected + 2; i++) {
      Thread.sleep(50);
    }
    return platformThreads();
  }

  private static int platformThreads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            // The carriers and workers of the JDK's own pools come and go as it likes.
            .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
            .filter(thread -> !thread.getName().startsWith("VirtualThread"))
            .count();
  }

  private static long openFiles() throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.isDirectory(open)) {
      return 0;
    }
    try (var all = Files.list(open)) {
      return all.count();
    }
  }
}
