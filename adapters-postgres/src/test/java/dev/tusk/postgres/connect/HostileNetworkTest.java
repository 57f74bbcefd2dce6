package dev.tusk.postgres.connect;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.query.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What happens when the network stops carrying packets.
class HostileNetworkTest {
  private final PgDatabaseAddress address = PgFixture.shared().address("postgres");
  private final FaultProxy proxy;
  private final Secret password = Servers.password(address);

  HostileNetworkTest() throws IOException {
    proxy = new FaultProxy(address.host(), address.port());
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  private ConnectionConfig config(Duration timeout) {
    return like(Servers.config(address.through(proxy.port())))
        .options(ConnectionOptions.DEFAULTS.withConnectTimeout(timeout))
        .build();
  }

  private TuskError failure(Duration timeout, Cancellation cancellation) {
    return catchThrowableOfType(
            TuskException.class,
            () ->
                Servers.database()
                    .connector()
                    .open(config(timeout), password, cancellation, step -> {})
                    .close())
        .error();
  }

  @Test
  @Requirement({"E-10", "SC-003"})
  void aMuteServerIsGivenUpAtTheTimeout() {
    proxy.mute();
    long start = System.nanoTime();
    assertThat(failure(Duration.ofMillis(700), Cancellation.create()))
        .isInstanceOfSatisfying(
            TuskError.Unreachable.class,
            error -> assertThat(error.cause()).isEqualTo(TuskError.Reach.TIMEOUT));
    // SickServerTest judges how much later; without the timeout it would never end.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  @Requirement("FR-011")
  void anAttemptAtAMuteServerCanBeCancelled() throws Exception {
    proxy.mute();
    Cancellation cancellation = Cancellation.create();
    CompletableFuture<TuskError> end =
        CompletableFuture.supplyAsync(() -> failure(Duration.ofSeconds(30), cancellation));
    while (proxy.accepted() == 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    cancellation.cancel();
    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(TuskError.Cancelled.class);
  }

  @Test
  @Requirement("FR-010")
  void aPoolClosesThoughItsSessionsHangInABlackHole() throws Exception {
    ConnectionPool pool =
        Servers.database()
            .connector()
            .open(config(Duration.ofSeconds(10)), password, Cancellation.create(), step -> {});
    Session session = Servers.lease(pool);
    proxy.blackhole();
    CompletableFuture<TuskError> end =
        CompletableFuture.supplyAsync(
            () ->
                catchThrowableOfType(
                        TuskException.class, () -> Servers.value(session, "select pg_sleep(60)"))
                    .error());
    Awaitility.await().until(() -> session.aim().isPresent());
    long start = System.nanoTime();
    pool.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(TuskError.LinkLost.class);
  }

  @Test
  @Requirement("E-12")
  void aLostLinkDuringAWriteLeavesItsOutcomeOpen() throws Exception {
    try (ConnectionPool pool =
        Servers.database()
            .connector()
            .open(config(Duration.ofSeconds(10)), password, Cancellation.create(), step -> {})) {
      Session session = Servers.lease(pool);
      CompletableFuture<TuskError> end =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                          TuskException.class,
                          () -> Servers.plain(session, "do $$begin perform pg_sleep(60); end$$"))
                      .error());
      Observer.awaitSleep(address, session.backendPid());
      proxy.resetPeer();
      assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(TuskError.OutcomeUnknown.class);
      assertThat(session.isOpen()).isFalse();
      session.close();
    }
  }
}
