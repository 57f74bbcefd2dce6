package dev.tusk.postgres.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.PoolStatus;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Ten tabs hold every session there is and all of them run something, and more wait.
@Requirement({"FR-010", "FR-013a", "US3.2"})
class TenTabsTest {
  private static final int TABS = 10;
  private static final int READERS = 6;

  @Test
  void neitherTheTreeNorStopWaitsForThem() throws Exception {
    Calibration.print("ten_tabs");
    PgDatabaseAddress address = PgFixture.shared().newDatabase();
    PgDatabase database = Servers.database();
    ConnectionConfig config = Servers.config(address);
    assertThat(config.options()).isEqualTo(ConnectionOptions.DEFAULTS);
    try (ConnectionPool pool =
        database
            .connector()
            .open(config, Servers.password(address), Cancellation.create(), step -> {})) {
      // jOOQ's first query loads its classes for a second.
      assertThat(database.catalog().namespaces(config.id())).isNotEmpty();
      List<Session> tabs = new ArrayList<>();
      List<CompletableFuture<TuskError>> runs = new ArrayList<>();
      for (int i = 0; i < TABS; i++) {
        Session tab = pool.lease("tab " + i, Cancellation.create());
        tabs.add(tab);
        runs.add(start(() -> Servers.value(tab, "select pg_sleep(120)")));
      }
      Cancellation impatient = Cancellation.create();
      CompletableFuture<TuskError> eleventh = start(() -> pool.lease("tab 10", impatient).close());
      while (pool.status().waiting() < 1) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      PoolStatus full = pool.status();
      assertThat(full.inUse()).isEqualTo(TABS);
      assertThat(full.available()).isZero();

      long asked = System.nanoTime();
      assertThat(database.catalog().namespaces(config.id())).isNotEmpty();
      Figure.atMost("tree_beside_ten_busy_tabs_ms", (System.nanoTime() - asked) / 1e6, 250);

      // Now the tree is busy as well, with more readers than there are service sessions.
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger reads = new AtomicInteger();
      List<CompletableFuture<TuskError>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(
            start(
                () -> {
                  while (!over.get()) {
                    var _ = database.catalog().relations(config.id(), "pg_catalog");
                    reads.incrementAndGet();
                  }
                }));
      }
      while (reads.get() < READERS) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      double[] stops = new double[TABS];
      for (int i = 0; i < TABS; i++) {
        long start = System.nanoTime();
        assertThat(tabs.get(i).cancel()).isTrue();
        assertThat(runs.get(i).get(30, TimeUnit.SECONDS))
            .isInstanceOfSatisfying(
                TuskError.StatementFailed.class,
                stopped -> assertThat(stopped.server().sqlState()).isEqualTo("57014"));
        stops[i] = (System.nanoTime() - start) / 1e6;
      }
      over.set(true);
      for (CompletableFuture<TuskError> reader : readers) {
        assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(FINE);
      }
      Figure.report("tree_reads_beside_the_stops", reads.get());
      Figure.atMost("stop_beside_busy_tree_max_ms", Figure.percentile(stops, 1), 1_000);

      impatient.cancel();
      assertThat(eleventh.get(30, TimeUnit.SECONDS)).isInstanceOf(TuskError.Cancelled.class);
      tabs.forEach(Session::close);
      assertThat(pool.status().inUse()).isZero();
    }
  }

  /// A connection whose service pool was saved with room for one still has a session for Stop.
  @Test
  void aServicePoolOfOneHasRoomForStop() throws Exception {
    PgDatabaseAddress address = PgFixture.shared().address("postgres");
    ConnectionOptions d = ConnectionOptions.DEFAULTS;
    try (ConnectionPool pool =
        Servers.pool(address, new ConnectionOptions(d.connectTimeout(), d.poolTimeout(), 1, 1))) {
      ServicePool service = ((PgPool) pool).service();
      CompletableFuture<Boolean> stopped = new CompletableFuture<>();
      boolean read =
          service.read(
              connection -> {
                Thread.ofVirtual()
                    .start(
                        () -> {
                          try (var request = service.open()) {
                            stopped.complete(!request.cancel(Integer.MAX_VALUE));
                          }
                        });
                return stopped.orTimeout(30, TimeUnit.SECONDS).join();
              });
      assertThat(read).isTrue();
    }
  }

  private static final TuskError FINE = new TuskError.Bug("it went well, which is no error");

  private static CompletableFuture<TuskError> start(Runnable work) {
    CompletableFuture<TuskError> end = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              TuskException failure = catchThrowableOfType(TuskException.class, work::run);
              end.complete(failure == null ? FINE : failure.error());
            });
    return end;
  }
}
