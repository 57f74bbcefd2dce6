package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementKindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "select 1 → QUERY",
        "/* x */ -- y → OTHER",
        "((select 1) union (select 2)) → QUERY",
        "values (1) → QUERY",
        "table t → QUERY",
        "select 1 as into → QUERY",
        "select (select a.into from a), 'into' → QUERY",
        "select 1 into temp t → SELECT_INTO",
        "with a as (select 1) select * from a → QUERY",
        "with recursive a(n) as not materialized (select 1) cycle n set c using p select 1 → QUERY",
        "with a as (select 1) (select 2) → QUERY",
        "with a as (select 1) select 1 into t from a → SELECT_INTO",
        "with a as (select 1) insert into t select 1 → DML",
        "with a as (select 1) delete from t returning * → DML_RETURNING",
        "with a as (insert into t values (1) returning x) select * from a → DML_RETURNING",
        "insert into t select 'returning' → DML",
        "insert into t values (1) on conflict do nothing returning id → DML_RETURNING",
        "update t set a = (select 1) → DML",
        "merge into t using s on true when matched then delete returning t.* → DML_RETURNING",
        "show all → SHOW",
        "explain (analyze) insert into t values (1) → EXPLAIN",
        "fetch 10 from c → FETCH",
        "move 10 from c → OTHER",
        "call p() → CALL",
        "do $$ begin end $$ → CALL",
        "execute q(1) → EXECUTE",
        "begin isolation level serializable → BEGIN",
        "start transaction → BEGIN",
        "commit and chain → COMMIT",
        "end → COMMIT",
        "abort → ROLLBACK",
        "rollback → ROLLBACK",
        "rollback to s → SAVEPOINT",
        "rollback work to savepoint s → SAVEPOINT",
        "release s → SAVEPOINT",
        "savepoint s → SAVEPOINT",
        "prepare transaction 'x' → PREPARE_TRANSACTION",
        "prepare q as select 1 → OTHER",
        "commit prepared 'x' → OUTSIDE_TRANSACTION",
        "rollback prepared 'x' → OUTSIDE_TRANSACTION",
        "copy t from stdin → COPY_FROM_STDIN",
        "copy (select 1 from t) to stdout (format csv) → COPY_TO_STDOUT",
        "copy t to '/x' → OTHER",
        "vacuum full t → OUTSIDE_TRANSACTION",
        "create database d → OUTSIDE_TRANSACTION",
        "drop tablespace s → OUTSIDE_TRANSACTION",
        "create unique index concurrently i on t(a) → OUTSIDE_TRANSACTION",
        "create index i on t(concurrently) → DDL",
        "drop index concurrently i → OUTSIDE_TRANSACTION",
        "reindex (verbose, concurrently) table t → OUTSIDE_TRANSACTION",
        "reindex table t → OTHER",
        "cluster (verbose) → OUTSIDE_TRANSACTION",
        "cluster t using i → OTHER",
        "alter system set a = 1 → OUTSIDE_TRANSACTION",
        "alter table a detach partition b concurrently → OUTSIDE_TRANSACTION",
        "alter table a add b int → DDL",
        "alter database d set tablespace s → OUTSIDE_TRANSACTION",
        "refresh materialized view concurrently v → OTHER",
        "set local a = 1 → SET",
        "reset all → SET",
        "discard all → DISCARD",
        "grant select on t to u → DDL",
        "\"select\" 1 → OTHER",
        "nonsense → OTHER"
      })
  void readsTheKindOffTheWords(String sql, StatementKind kind) {
    assertThat(StatementKind.of(sql)).isEqualTo(kind);
  }

  @Test
  void onlyPlainReadsGoThroughAPortal() {
    assertThat(StatementKind.values())
        .filteredOn(StatementKind::portalSafe)
        .containsExactly(
            StatementKind.QUERY, StatementKind.SHOW, StatementKind.EXPLAIN, StatementKind.FETCH)
        .allMatch(kind -> kind.returnsRows() && !kind.controlsTransaction());
  }

  @Test
  void whatHoldsAParameterIsNeverReadThroughAPortal() {
    assertThat(StatementKind.of("select $1")).isEqualTo(StatementKind.OTHER);
    assertThat(StatementKind.of("explain (generic_plan) select $1::int"))
        .isEqualTo(StatementKind.OTHER);
    assertThat(StatementKind.of("select '$1', $$ $1 $$, a$1")).isEqualTo(StatementKind.QUERY);
  }
}
