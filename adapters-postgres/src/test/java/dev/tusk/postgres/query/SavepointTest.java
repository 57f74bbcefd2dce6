package dev.tusk.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.session.TransactionState;
import dev.tusk.harness.postgres.PgFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of a failed transaction that has a savepoint, and of no other, Tusk promises that a part can be
/// saved.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SavepointTest {
  private static final String PROMISE = "ROLLBACK TO a savepoint can still save a part";

  private LiveBench bench;

  @BeforeAll
  void open() {
    bench = new LiveBench(PgFixture.shared().newDatabase(), ConnectionOptions.DEFAULTS);
  }

  @AfterAll
  void close() {
    bench.close();
  }

  /// Runs the statements of `script` and one that fails; returns what closing the tab would lose.
  private String atStake(SqlTab tab, String script) {
    for (String statement : (script + "; selekt").split("; ", -1)) {
      bench.plain(tab, statement);
    }
    assertThat(tab.transaction()).isEqualTo(TransactionState.FAILED);
    return tab.atStake();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin; savepoint a",
        "begin; SAVEPOINT A; selekt; rollback to savepoint a",
        "begin; savepoint b; savepoint a; release b; savepoint a",
        "begin; savepoint a; savepoint b; rollback to b; release savepoint b",
        "begin; savepoint a; savepoint a; release a",
        "begin; savepoint a; release b",
        "begin; savepoint a; rollback to b",
        "begin; savepoint \"a\"; rollback work to a /* it stays */"
      })
  void whatHasASavepointCanBeSavedInPart(String script) {
    try (SqlTab tab = bench.tab("a tab")) {
      assertThat(atStake(tab, script)).contains(PROMISE);
      assertThat(bench.plain(tab, "rollback to a").events).contains("finished");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin",
        "begin; rollback to a",
        "begin; selekt; savepoint a",
        "begin; savepoint a; release a",
        "begin; savepoint a; savepoint b; release a",
        "begin; savepoint a; savepoint b; rollback to a; release A",
        "begin; savepoint a; commit; begin",
        "begin; savepoint a; rollback; begin",
        "begin; savepoint a; commit and chain",
        "begin; savepoint a; rollback and chain",
        "begin; savepoint a; selekt; commit and chain"
      })
  void whatHasNoSavepointIsLost(String script) {
    try (SqlTab tab = bench.tab("a tab")) {
      assertThat(atStake(tab, script)).doesNotContain(PROMISE);
      assertThat(bench.plain(tab, "rollback to a").events).contains("failed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin; select 1; commit and chain",
        "begin; select 1; rollback and chain",
        "begin; select 1; selekt; rollback and chain"
      })
  void statementsAreCountedAnewInAChainedTransaction(String script) {
    try (SqlTab tab = bench.tab("a tab")) {
      assertThat(atStake(tab, script)).isEqualTo("the failed transaction with 1 statement");
    }
  }
}
