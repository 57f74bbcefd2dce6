package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.SessionHoldings.Held;
import dev.tusk.core.session.SessionHoldings.Kind;
import dev.tusk.core.session.SessionHoldings.Setting;
import dev.tusk.core.session.TransactionState;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How an idle session on a real server ends, and that nothing else is taken for its end.
class IdleEndTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static PgFixture server;

  private FaultProxy proxy;
  private ConnectionPool pool;
  private Session session;

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
    pool = Servers.pool(address.through(proxy.port()), ConnectionOptions.DEFAULTS);
    session = Servers.lease(pool);
    assertThat(Servers.value(session, "select 1")).isEqualTo("1");
  }

  @AfterEach
  void close() {
    session.close();
    pool.close();
    proxy.close();
  }

  private TuskError heard() {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(session::listen, Optional::isPresent)
        .orElseThrow();
  }

  private static String code(TuskError end) {
    ServerError said = end.server();
    return said == null ? "" : said.sqlState();
  }

  @Test
  void whoTerminatedItIsHeard() {
    server.execute("select pg_terminate_backend(" + session.backendPid() + ")");
    TuskError end = heard();
    assertThat(code(end)).isEqualTo("57P01");
    assertThat(end.message()).contains("administrator command");
    assertThat(session.isOpen()).isFalse();
  }

  @Test
  void theEndOfAnIdleTransactionIsHeard() {
    Servers.plain(session, "set idle_in_transaction_session_timeout = 100");
    Servers.plain(session, "begin");
    assertThat(code(heard())).isEqualTo("25P03");
  }

  @Test
  void aResetIsHeard() {
    proxy.resetPeer();
    assertThat(heard()).isInstanceOf(TuskError.LinkLost.class);
  }

  @Test
  void anEndWithoutAWordIsHeard() throws IOException {
    ProcessHandle.of(session.backendPid()).orElseThrow().destroyForcibly();
    TuskError end = heard();
    assertThat(end).isInstanceOf(TuskError.LinkLost.class);
    assertThat(end.message()).isNotBlank();
    // The others are told why; and the server has to come back for the next test.
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> Servers.value(Servers.lease(pool), "select 1"), "1"::equals);
  }

  @Test
  void aRestartIsHeard() {
    server.restart();
    assertThat(heard()).isInstanceOf(TuskError.LinkLost.class);
  }

  @Test
  void aServerThatForgotTheLinkIsFoundOutByAsking() {
    proxy.halfOpen();
    assertThat(session.listen()).isEmpty();
    long start = System.nanoTime();
    Optional<TuskError> end = session.ping(Duration.ofMillis(300));
    assertThat(end).containsInstanceOf(TuskError.LinkLost.class);
    assertThat(end.orElseThrow().message()).isEqualTo("The server did not answer within 0.3 s");
    assertThat(System.nanoTime() - start).isLessThan(SOON.toNanos());
  }

  @Test
  void notificationsAndChangedParametersAreNoEnd() {
    Servers.plain(session, "listen news");
    server.execute("notify news, 'hello'");
    server.execute("alter system set timezone = 'Asia/Tokyo'", "select pg_reload_conf()");
    try {
      for (int i = 0; i < 20; i++) {
        assertThat(session.listen()).isEmpty();
        assertThat(pause()).isTrue();
      }
    } finally {
      server.execute("alter system reset timezone", "select pg_reload_conf()");
    }
    assertThat(Servers.value(session, "select 2")).isEqualTo("2");
    assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
  }

  @Test
  void aFloodOfNoticesIsNoEndAndTakesNoMemory() {
    Servers.plain(session, "listen flood");
    server.execute(
        "do $$begin for n in 1..3000 loop perform pg_notify('flood', n || repeat('x', 200));"
            + " end loop; end$$");
    for (int i = 0; i < 40; i++) {
      assertThat(session.listen()).isEmpty();
    }
    assertThat(Servers.value(session, "select 3")).isEqualTo("3");
  }

  @Test
  void everythingThatASessionCanHoldIsKnown() {
    Servers.plain(session, "create role held_role");
    try {
      Servers.plain(session, "set search_path = \"$user\", pg_catalog");
      Servers.plain(session, "set time zone 'Europe/Berlin'");
      Servers.plain(session, "set shop.tenant = '42'");
      Servers.portal(session, "select set_config('work_mem', '8MB', false)");
      Servers.plain(session, "create temp view held_v as select 1");
      Servers.plain(session, "prepare held_p as select 1");
      Servers.plain(session, "listen held_c");
      Servers.plain(session, "begin");
      Servers.plain(session, "declare held_cur cursor with hold for select 1");
      Servers.plain(session, "commit");
      Servers.portal(session, "select pg_advisory_lock(7)");
      Servers.plain(session, "set role held_role");

      assertThat(session.holdings().settings())
          .containsExactlyInAnyOrder(
              new Setting("search_path", "\"$user\", pg_catalog"),
              new Setting("TimeZone", "Europe/Berlin"),
              new Setting("shop.tenant", "42"),
              new Setting("work_mem", "8192"),
              new Setting("role", "held_role"))
          .endsWith(new Setting("role", "held_role"));
      assertThat(session.holdings().held())
          .containsExactlyInAnyOrder(
              new Held(Kind.TEMPORARY_TABLE, "held_v"),
              new Held(Kind.PREPARED_STATEMENT, "held_p"),
              new Held(Kind.CHANNEL, "held_c"),
              new Held(Kind.CURSOR, "held_cur"),
              new Held(Kind.ADVISORY_LOCK, "0/7"));

      try (Session next = Servers.lease(pool)) {
        assertThat(next.restore(session.holdings().settings())).isEmpty();
        assertThat(
                Objects.requireNonNull(
                    Servers.value(
                        next,
                        "select concat_ws('|', current_setting('search_path'),"
                            + " current_setting('TimeZone'), current_setting('shop.tenant'),"
                            + " current_setting('work_mem'), current_user)")))
            .isEqualTo("\"$user\", pg_catalog|Europe/Berlin|42|8MB|held_role");
        assertThat(next.holdings().settings())
            .containsExactlyElementsOf(session.holdings().settings());
      }
      Servers.plain(session, "discard all");
      assertThat(session.holdings().settings()).isEmpty();
      assertThat(session.holdings().held()).isEmpty();
    } finally {
      server.execute("drop role held_role");
    }
  }

  @Test
  void aStatementTimeoutOfThePersonsHarmsNothing() {
    Servers.plain(session, "set statement_timeout = 1");
    Servers.plain(session, "listen slow");
    assertThat(session.isOpen()).isTrue();
    assertThat(List.of(session.listen(), session.ping(SOON))).allMatch(Optional::isEmpty);
  }

  private static boolean pause() {
    try {
      Thread.sleep(20);
      return true;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
