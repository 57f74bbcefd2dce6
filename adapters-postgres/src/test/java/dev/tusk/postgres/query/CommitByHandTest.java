package dev.tusk.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.CommitMode;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.guard.UnlockWrites;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.session.TransactionState;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With commit mode manual nothing that is written stays without a COMMIT.
final class CommitByHandTest {
  private final PgDatabaseAddress address = PgFixture.shared().newDatabase();
  private final LiveBench bench = new LiveBench(address, manual(address));

  private static ConnectionConfig manual(PgDatabaseAddress address) {
    ConnectionConfig config = Servers.config(address);
    return config.withSettings(config.settings().with(Setting.COMMIT_MODE, "manual"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /// As somebody else sees it.
  private long tables() throws SQLException {
    try (Connection other = address.connect();
        var statement = other.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from pg_catalog.pg_class where relname = 'by_hand'")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void nothingIsSeenByOthersBeforeTheCommit() throws SQLException {
    try (SqlTab tab = bench.tab("a tab")) {
      assertThat(bench.plain(tab, "create table by_hand (n int)").events).contains("finished");
      assertThat(tab.transaction()).isEqualTo(TransactionState.OPEN);
      assertThat(bench.portal(tab, "select count(*) from by_hand").cells).containsExactly("0");
      assertThat(tables()).isZero();
      assertThat(bench.plain(tab, "commit").events).contains("finished");
      assertThat(tab.transaction()).isEqualTo(TransactionState.IDLE);
      assertThat(tables()).isOne();
    }
  }

  @Test
  void closingTheTabRollsBack() throws SQLException {
    try (SqlTab tab = bench.tab("a tab")) {
      assertThat(bench.plain(tab, "create table by_hand (n int)").events).contains("finished");
    }
    assertThat(tables()).isZero();
  }

  @Test
  void failedStatementLeavesTheTransactionToBeRolledBack() throws SQLException {
    try (SqlTab tab = bench.tab("a tab")) {
      assertThat(bench.plain(tab, "create table by_hand (n int)").events).contains("finished");
      assertThat(bench.plain(tab, "selekt").events).contains("failed");
      assertThat(tab.transaction()).isEqualTo(TransactionState.FAILED);
      assertThat(bench.plain(tab, "rollback").events).contains("finished");
      assertThat(bench.portal(tab, "select 1").cells).containsExactly("1");
      assertThat(tab.transaction()).isEqualTo(TransactionState.OPEN);
    }
    assertThat(tables()).isZero();
  }

  /// A function that a query calls writes too, which no word of the query tells.
  @Test
  void whatAQueryWritesWaitsToo() throws SQLException {
    try (Connection other = address.connect();
        var statement = other.createStatement()) {
      statement.execute(
          "create function hidden() returns int language plpgsql as"
              + " $$begin create table by_hand (n int); return 1; end$$");
    }
    try (SqlTab tab = bench.tab("a tab")) {
      assertThat(bench.portal(tab, "select hidden()").cells).containsExactly("1");
      assertThat(tables()).isZero();
      assertThat(bench.scripts.hasWritten(tab)).isTrue();
    }
    assertThat(tables()).isZero();
  }

  @Test
  void whetherAnythingWasWrittenIsKnown() {
    try (SqlTab tab = bench.tab("a tab")) {
      assertThat(bench.portal(tab, "select 1").cells).containsExactly("1");
      assertThat(tab.transaction()).isEqualTo(TransactionState.OPEN);
      assertThat(bench.scripts.hasWritten(tab)).isFalse();
      assertThat(bench.plain(tab, "create table by_hand (n int)").events).contains("finished");
      assertThat(bench.scripts.hasWritten(tab)).isTrue();
      assertThat(tab.isBusy()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vacuum",
        "set work_mem = '8MB'",
        "show work_mem",
        "begin",
        "commit",
        "discard all",
        "create database by_hand_other"
      })
  void whatNeedsNoTransactionOfOursGetsNone(String sql) {
    try (SqlTab tab = bench.tab("a tab")) {
      assertThat(bench.plain(tab, sql).events).contains("finished");
      assertThat(tab.transaction())
          .isEqualTo(sql.equals("begin") ? TransactionState.OPEN : TransactionState.IDLE);
    }
  }

  @Test
  void readerOfALockedConnectionHoldsNoTransactionOpen() {
    ConnectionConfig locked = manual(address);
    locked = locked.withSettings(locked.settings().with(Setting.GUARD, Guard.PRODUCTION.word()));
    try (LiveBench production = new LiveBench(address, locked);
        SqlTab tab = production.tab("a tab")) {
      assertThat(production.portal(tab, "select 1").cells).containsExactly("1");
      assertThat(tab.transaction()).isEqualTo(TransactionState.IDLE);
      assertThat(
              new UnlockWrites(production.open, production.unlocks)
                  .unlock(locked.id(), locked.database()))
          .isTrue();
      assertThat(production.portal(tab, "select 1").cells).containsExactly("1");
      assertThat(tab.transaction()).isEqualTo(TransactionState.OPEN);
    }
  }

  /// The twin: with mode auto the same is there at once, so the tests above see what they say.
  @Test
  void modeAutoCommitsAtOnce() throws SQLException {
    ConnectionConfig auto = Servers.config(address);
    assertThat(CommitMode.of(auto)).isEqualTo(CommitMode.AUTO);
    try (LiveBench other = new LiveBench(address, auto);
        SqlTab tab = other.tab("a tab")) {
      assertThat(other.plain(tab, "create table by_hand (n int)").events).contains("finished");
      assertThat(tab.transaction()).isEqualTo(TransactionState.IDLE);
    }
    assertThat(tables()).isOne();
  }
}
