package dev.tusk.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.CollectingSink;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.Bouncer;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.pool.PgPool;
import dev.tusk.postgres.pool.ServicePool;
import dev.tusk.postgres.query.Observer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions that go through a real PgBouncer, and what becomes of them when it or the server behind
/// it ends them.
class BehindPgBouncerTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(strings = {"session", "transaction"})
  void statementsTransactionsAndTheEndAreAsWithoutIt(String mode, @TempDir Path folder)
      throws Exception {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    try (Bouncer bouncer = Bouncer.start(folder, mode);
        ConnectionPool pool = pool(bouncer)) {
      Session session = Servers.lease(pool);
      assertThat(Servers.value(session, "select 40 + 2")).isEqualTo("42");
      Servers.plain(session, "begin");
      Servers.plain(session, "create temp table behind (x int) on commit drop");
      assertThat(Servers.value(session, "select count(*) from behind")).isEqualTo("0");
      assertThat(session.transactionState()).isEqualTo(TransactionState.OPEN);
      assertThat(session.listen()).isEmpty();
      Servers.plain(session, "commit");
      assertThat(session.listen()).isEmpty();
      assertThat(session.ping(SOON)).isEmpty();

      bouncer.crash();
      assertThat(end(session)).isInstanceOf(TuskError.LinkLost.class);
      session.close();
      bouncer.resume();

      try (Session next = Servers.lease(pool)) {
        assertThat(Servers.value(next, "select 1")).isEqualTo("1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "transaction"})
  @Requirement({"FR-015", "E-11"})
  void stopReachesTheStatement(String mode, @TempDir Path folder) throws Exception {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    try (Bouncer bouncer = Bouncer.start(folder, mode);
        ConnectionPool pool = pool(bouncer);
        Session session = Servers.lease(pool)) {
      CompletableFuture<CommandOutcome> run =
          CompletableFuture.supplyAsync(
              () ->
                  session.execute(
                      StatementRequest.portal("select pg_sleep(90)"), new StatementSink() {}),
              task -> Thread.ofVirtual().start(task));
      try (Observer server = new Observer(PgFixture.shared().address("postgres"))) {
        server.await(
            "select wait_event from pg_stat_activity where query = 'select pg_sleep(90)'",
            "PgSleep");
      }
      assertThat(session.cancel()).isTrue();
      assertThat(run)
          .failsWithin(SOON)
          .withThrowableThat()
          .withMessageContaining("canceling statement");
      // The request may still be on its way, and must not hit what comes next.
      assertThat(session.isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "transaction"})
  @Requirement("E-16")
  void aKilledServerProcessIsNoticed(String mode, @TempDir Path folder) throws Exception {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    try (Bouncer bouncer = Bouncer.start(folder, mode);
        ConnectionPool pool = pool(bouncer)) {
      Session session = Servers.lease(pool);
      Servers.plain(session, "begin");
      String pid = Servers.value(session, "select pg_backend_pid()");
      PgFixture.shared().execute("select pg_terminate_backend(" + pid + ")");
      assertThat(end(session)).isInstanceOf(TuskError.LinkLost.class);
      session.close();
      try (Session next = Servers.lease(pool)) {
        assertThat(Servers.value(next, "select 1")).isEqualTo("1");
      }
    }
  }

  /// In transaction mode a server's session serves others a moment later.
  @ParameterizedTest
  @ValueSource(strings = {"session", "transaction"})
  @Requirement("E-17")
  void nothingOfTusksStaysBehindForOthers(String mode, @TempDir Path folder) throws Exception {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    try (Bouncer bouncer = Bouncer.start(folder, mode)) {
      try (ConnectionPool pool = pool(bouncer)) {
        ServicePool service = ((PgPool) pool).service();
        String catalog = service.read(c -> asked(c, "show transaction_read_only"));
        assertThat(catalog).isEqualTo("on");
        try (Session session = Servers.lease(pool)) {
          assertThat(Servers.value(session, "show default_transaction_read_only")).isEqualTo("off");
        }
      }
      PgDatabaseAddress address = PgFixture.shared().address("postgres").through(bouncer.port());
      try (Connection other = address.connect()) {
        assertThat(asked(other, "show default_transaction_read_only")).isEqualTo("off");
      }
    }
  }

  /// The server refuses each write, and the sessions that others share stay as they were.
  @ParameterizedTest
  @ValueSource(strings = {"session", "transaction"})
  @Requirement("D-19")
  void aGuardLeavesNothingOnSharedSessions(String mode, @TempDir Path folder) throws Exception {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    PgFixture.shared()
        .execute(
            "create sequence if not exists behind_pooler; alter sequence behind_pooler restart");
    try (Bouncer bouncer = Bouncer.start(folder, mode)) {
      PgDatabaseAddress address = PgFixture.shared().address("postgres").through(bouncer.port());
      ConnectionConfig config = Servers.config(address);
      config = config.withSettings(config.settings().with(Setting.GUARD, Guard.READ_ONLY.word()));
      try (ConnectionPool pool =
              Servers.database()
                  .connector()
                  .open(config, Servers.password(address), Cancellation.create(), step -> {});
          Session session = Servers.lease(pool);
          Connection other = address.connect()) {
        for (int i = 0; i < 20; i++) {
          assertThat(Servers.value(session, "select " + i)).isEqualTo(Integer.toString(i));
          assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
          assertThatThrownBy(() -> Servers.value(session, "select nextval('behind_pooler')"))
              .hasMessageContaining("read-only transaction");
          assertThatThrownBy(() -> Servers.plain(session, "create table behind_pooler_t ()"))
              .hasMessageContaining("read-only transaction");
          assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
          assertThat(asked(other, "show default_transaction_read_only")).isEqualTo("off");
          assertThat(asked(other, "show transaction_read_only")).isEqualTo("off");
        }
        Servers.plain(session, "begin");
        assertThatThrownBy(() -> Servers.value(session, "select nextval('behind_pooler')"))
            .hasMessageContaining("read-only transaction");
        Servers.plain(session, "rollback");

        session.readOnly(false);
        assertThat(Servers.value(session, "select nextval('behind_pooler')")).isEqualTo("1");
        assertThat(asked(other, "show default_transaction_read_only")).isEqualTo("off");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "transaction"})
  void rowsStreamToTheLimitAndNothingStaysOpen(String mode, @TempDir Path folder) throws Exception {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    try (Bouncer bouncer = Bouncer.start(folder, mode);
        ConnectionPool pool = pool(bouncer);
        Session session = Servers.lease(pool)) {
      for (long limit : List.of(120L, Long.MAX_VALUE)) {
        CollectingSink sink = new CollectingSink();
        CommandOutcome outcome =
            session.execute(upTo(limit, "select generate_series(1, 2000)"), sink);
        assertThat(sink.rows()).hasSize((int) Math.min(limit, 2_000));
        assertThat(outcome.moreExist()).isEqualTo(limit < 2_000);
        assertThat(outcome.transaction()).isEqualTo(TransactionState.IDLE);
        assertThat(Servers.value(session, "select count(*) from pg_cursors")).isEqualTo("1");
      }
    }
  }

  /// The limit, all rows, a stop and what writes as it is read, in the person's own transaction:
  /// it goes on in its process, is committed whole, and then holds nothing.
  @ParameterizedTest
  @ValueSource(strings = {"session", "transaction"})
  void aLimitInsideATransactionLeavesItWhole(String mode, @TempDir Path folder) throws Exception {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    try (Bouncer bouncer = Bouncer.start(folder, mode, database);
        ConnectionPool pool = pool(database.through(bouncer.port()));
        Session session = Servers.lease(pool);
        Observer server = new Observer(database)) {
      server.execute("create table kept (n int)");
      Servers.plain(session, "begin");
      String pid = Objects.requireNonNull(Servers.value(session, "select pg_backend_pid()"));
      Servers.plain(session, "insert into kept values (0)");
      for (long limit : List.of(120L, Long.MAX_VALUE)) {
        CollectingSink sink = new CollectingSink();
        CommandOutcome outcome =
            session.execute(upTo(limit, "select generate_series(1, 2000)"), sink);
        assertThat(sink.rows()).hasSize((int) Math.min(limit, 2_000));
        assertThat(outcome.moreExist()).isEqualTo(limit < 2_000);
        inTheSameTransaction(session, pid);
      }
      CommandOutcome stopped =
          session.execute(
              StatementRequest.portal("select generate_series(1, 200000)"),
              new StatementSink() {
                @Override
                public boolean rows(RowPage page) {
                  return false;
                }
              });
      assertThat(stopped.moreExist()).isTrue();
      inTheSameTransaction(session, pid);
      CollectingSink returned = new CollectingSink();
      String insert = "insert into kept select generate_series(1, 2000) returning n";
      assertThat(session.execute(upTo(120, insert), returned).moreExist()).isTrue();
      assertThat(returned.rows()).hasSize(120);
      inTheSameTransaction(session, pid);
      assertThat(server.value("select count(*) from kept")).isEqualTo("0");

      Servers.plain(session, "commit");
      assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
      assertThat(server.value("select count(*) from kept")).isEqualTo("2001");
      server.await(
          "select count(*) from pg_stat_activity where datname = current_database()"
              + " and state like 'idle in transaction%'",
          "0");
      assertThat(Servers.value(session, "select 40 + 2")).isEqualTo("42");
    }
  }

  private static StatementRequest upTo(long limit, String sql) {
    return new StatementRequest(sql, true, null, limit);
  }

  /// The only cursor is that of the question itself.
  private static void inTheSameTransaction(Session session, String pid) {
    assertThat(session.transactionState()).isEqualTo(TransactionState.OPEN);
    assertThat(Servers.value(session, "select count(*) from pg_cursors")).isEqualTo("1");
    assertThat(Servers.value(session, "select pg_backend_pid()")).isEqualTo(pid);
  }

  /// The setting is found by another client, and it is said; in session mode neither.
  @ParameterizedTest
  @ValueSource(strings = {"session", "transaction"})
  @Requirement("E-17")
  void whatDoesNotLastIsKnown(String mode, @TempDir Path folder) throws Exception {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    boolean shares = mode.equals("transaction");
    try (Bouncer bouncer = Bouncer.start(folder, mode);
        ConnectionPool pool = pool(bouncer);
        Session session = Servers.lease(pool);
        Connection other =
            PgFixture.shared().address("postgres").through(bouncer.port()).connect()) {
      // PgBouncer itself sees to that one.
      Servers.plain(session, "set time zone 'Asia/Tokyo'");
      assertThat(session.holdings().fleeting()).isEmpty();

      Servers.plain(session, "set work_mem = '5MB'");
      assertThat(session.holdings().fleeting()).isEqualTo(shares ? "setting work_mem" : "");
      assertThat(asked(other, "show work_mem").equals("5MB")).isEqualTo(shares);
      Servers.plain(session, "create temporary table behind_temp ()");
      assertThat(session.holdings().fleeting())
          .isEqualTo(shares ? "setting work_mem, temporary table behind_temp" : "");
      Servers.plain(session, "discard all");
      assertThat(session.holdings().fleeting()).isEmpty();
    }
  }

  /// While another client keeps a process for itself.
  @ParameterizedTest
  @ValueSource(strings = {"session", "transaction"})
  void aPoolerWhoseProcessesAreBusyIsFoundOutToo(String mode, @TempDir Path folder)
      throws Exception {
    assumeTrue(Bouncer.program().isPresent(), "PgBouncer is not installed");
    try (Bouncer bouncer = Bouncer.start(folder, mode);
        ConnectionPool pool = pool(bouncer);
        Session session = Servers.lease(pool);
        Connection other =
            PgFixture.shared().address("postgres").through(bouncer.port()).connect()) {
      other.setAutoCommit(false);
      assertThat(asked(other, "select 1")).isEqualTo("1");
      Servers.plain(session, "set work_mem = '5MB'");
      other.rollback();
      assertThat(session.holdings().shared()).isEqualTo(mode.equals("transaction"));
      Servers.plain(session, "discard all");
    }
  }

  private static String asked(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private static TuskError end(Session session) {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(session::listen, Optional::isPresent)
        .orElseThrow();
  }

  private static ConnectionPool pool(Bouncer bouncer) {
    return pool(PgFixture.shared().address("postgres").through(bouncer.port()));
  }

  private static ConnectionPool pool(PgDatabaseAddress address) {
    return Servers.pool(address, ConnectionOptions.DEFAULTS);
  }
}
