package dev.tusk.postgres.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.error.ServerErrors;
import dev.tusk.postgres.error.ServerErrors.AtStake;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The network swallows an answer to a service session: the tree and Stop must not wait for ever.
@Requirement({"E-16", "FR-010"})
class SilentServiceTest {
  private static final Duration SILENCE = Duration.ofMillis(700);
  private static final int READERS = ConnectionOptions.DEFAULTS.maxServiceSessions() - 1;

  private FaultProxy proxy;

  @BeforeEach
  void open() throws IOException {
    PgDatabaseAddress address = PgFixture.shared().address("postgres");
    proxy = new FaultProxy(address.host(), address.port());
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  private ServicePool service(Duration silence) {
    return Pools.service(PgFixture.shared().address("postgres").through(proxy.port()), silence);
  }

  @Test
  void readsAndStopsEndAndTheirPlacesAreFreeAgain() throws Exception {
    Calibration.print("silent_service");
    try (ServicePool service = service(SILENCE)) {
      assertThat(service.read(SilentServiceTest::ask)).isEqualTo("1");
      assertLost("read", () -> service.read(this::askInTheHole));
      proxy.clear();
      try (var stop = service.open()) {
        proxy.blackhole();
        assertLost("stop", () -> stop.cancel(Integer.MAX_VALUE));
      }
      proxy.clear();
      assertEveryPlaceIsFree(service);
    }
  }

  /// The twin: without a bound the reader hangs, and its place with it.
  @Test
  void withoutABoundAReadHangs() throws Exception {
    try (ServicePool service = service(Duration.ZERO)) {
      CompletableFuture<TuskError> end =
          later(
              () ->
                  catchThrowableOfType(TuskException.class, () -> service.read(this::askInTheHole))
                      .error());
      TimeUnit.MILLISECONDS.sleep(3 * SILENCE.toMillis());
      assertThat(end).isNotDone();
      assertThat(service.size()).isEqualTo(1);
      proxy.resetPeer();
      assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(TuskError.LinkLost.class);
    }
  }

  private static void assertLost(String name, Runnable exchange) {
    long start = System.nanoTime();
    TuskException failure = catchThrowableOfType(TuskException.class, exchange::run);
    double over = (System.nanoTime() - start) / 1e6 - SILENCE.toMillis();
    assertThat(failure.error()).isInstanceOf(TuskError.LinkLost.class);
    assertThat(over).isGreaterThanOrEqualTo(0);
    Figure.atMost("silent_" + name + "_over_ms", over, 500);
  }

  /// As many readers at once as there are places, and Stop beside them.
  private static void assertEveryPlaceIsFree(ServicePool service) throws Exception {
    CountDownLatch together = new CountDownLatch(READERS);
    List<CompletableFuture<String>> reads = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      reads.add(
          later(
              () ->
                  service.read(
                      connection -> {
                        together.countDown();
                        await(together);
                        return ask(connection);
                      })));
    }
    await(together);
    try (var stop = service.open()) {
      assertThat(stop.cancel(Integer.MAX_VALUE)).isFalse();
    }
    for (CompletableFuture<String> read : reads) {
      assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo("1");
    }
    Figure.exactly("service_places_lost_to_silence", READERS - reads.size(), 0);
  }

  private String askInTheHole(Connection connection) {
    proxy.blackhole();
    return ask(connection);
  }

  private static String ask(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 1")) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    } catch (SQLException failure) {
      throw ServerErrors.ofStatement(failure, false, AtStake.NOTHING);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> CompletableFuture<T> later(Supplier<T> work) {
    CompletableFuture<T> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                end.complete(work.get());
              } catch (RuntimeException | AssertionError failure) {
                end.completeExceptionally(failure);
              }
            });
    return end;
  }
}
