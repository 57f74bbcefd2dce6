package dev.tusk.postgres.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What one borrower leaves in a session is invisible to the next, who gets the same process.
@Requirement({"E-17", "FR-010", "US3.2"})
class HygieneTest {
  private static final int RUNS = 1_000;

  /// @param leave what a borrower does and does not undo
  /// @param look what the next one asks
  private record Trace(String name, String look, List<String> leave) {
    static Trace of(String name, String look, String... leave) {
      return new Trace(name, look, List.of(leave));
    }
  }

  private static final List<Trace> TRACES =
      List.of(
          Trace.of("search_path", "show search_path", "set search_path to pg_catalog"),
          Trace.of("role", "select current_user", "set role hygiene_other"),
          Trace.of(
              "session_authorization",
              "select session_user",
              "set session authorization hygiene_other"),
          Trace.of("time_zone", "show timezone", "set timezone to 'Asia/Tokyo'"),
          Trace.of("date_style", "show datestyle", "set datestyle to 'ISO, DMY'"),
          Trace.of("statement_timeout", "show statement_timeout", "set statement_timeout to 4321"),
          Trace.of(
              "isolation",
              "show default_transaction_isolation",
              "set session characteristics as transaction isolation level serializable"),
          Trace.of(
              "custom_setting",
              "select coalesce(nullif(current_setting('tusk.mine', true), ''), 'none')",
              "set tusk.mine to 'left'"),
          Trace.of(
              "open_transaction",
              "select pg_current_xact_id_if_assigned() is null",
              "begin",
              "select pg_current_xact_id()"),
          Trace.of(
              "failed_transaction", "select 'usable'", "begin", "select 1/0 as fails_on_purpose"),
          Trace.of(
              "uncommitted_row",
              "select count(*) from hygiene",
              "begin",
              "insert into hygiene values (1)"),
          Trace.of(
              "temporary_table",
              "select to_regclass('pg_temp.hygiene_temp') is null",
              "create temp table hygiene_temp (a int)"),
          Trace.of("listen", "select count(*) from pg_listening_channels()", "listen hygiene"),
          Trace.of(
              "advisory_lock",
              "select count(*) from pg_locks where locktype = 'advisory'"
                  + " and pid = pg_backend_pid()",
              "select pg_advisory_lock(4711)"),
          Trace.of(
              "prepared_statement",
              "select count(*) from pg_prepared_statements",
              "prepare hygiene_plan as select 1"),
          Trace.of(
              "cursor_with_hold",
              "select count(*) from pg_cursors where name = 'hygiene_cursor'",
              "declare hygiene_cursor cursor with hold for select 1"),
          Trace.of("sequence", "select lastval()", "select nextval('hygiene_seq')"));

  private final PgDatabaseAddress address;

  HygieneTest() {
    address = PgFixture.shared().newDatabase();
    run(
        "do $$ begin create role hygiene_other; exception when duplicate_object then null; end $$",
        "create table hygiene (a int)",
        "create sequence hygiene_seq");
  }

  @Test
  void nothingIsLeftForTheNextBorrower() {
    try (ConnectionPool pool =
        Servers.pool(address, ConnectionOptions.DEFAULTS.withMaxSessions(1))) {
      List<String> visible = new ArrayList<>();
      Set<Integer> processes = new HashSet<>();
      for (Trace trace : TRACES) {
        String fresh = look(pool, trace);
        try (Session session = Servers.lease(pool)) {
          processes.add(session.backendPid());
          for (String sql : trace.leave()) {
            leave(session, sql);
          }
        }
        String seen = look(pool, trace);
        if (!seen.equals(fresh)) {
          visible.add(trace.name() + ": " + seen + " instead of " + fresh);
        }
      }
      Figure.report("hygiene_traces_left", TRACES.size());
      Figure.report("hygiene_processes_used", processes.size());
      assertThat(visible).isEmpty();
      Figure.exactly("hygiene_traces_visible", visible.size(), 0);
      assertThat(processes).as("made clean, not made new").hasSize(1);
    }
  }

  /// The twin: the same pool, and nobody cleans.
  @Test
  void withoutCleaningTheNextBorrowerSeesThem() {
    List<String> visible = new ArrayList<>();
    for (Trace trace : TRACES) {
      try (LinkPool pool = Pools.bare(address, 1)) {
        Loan before = Pools.borrow(pool);
        String fresh = Pools.value(before.link(), trace.look());
        var _ = before.giveBack(true);
        Loan dirty = Pools.borrow(pool);
        for (String sql : trace.leave()) {
          var _ = Pools.value(dirty.link(), sql);
        }
        var _ = dirty.giveBack(true);
        Loan next = Pools.borrow(pool);
        if (!Pools.value(next.link(), trace.look()).equals(fresh)) {
          visible.add(trace.name());
        }
        var _ = next.giveBack(false);
      }
    }
    Figure.atLeast("hygiene_twin_traces_visible", visible.size(), 15);
  }

  @Test
  void aThousandRunsUseNoMoreProcessesThanThePoolHasRoom() {
    Set<Integer> processes = new HashSet<>();
    try (ConnectionPool pool =
        Servers.pool(address, ConnectionOptions.DEFAULTS.withMaxSessions(4))) {
      for (int run = 0; run < RUNS; run++) {
        try (Session session = Servers.lease(pool)) {
          processes.add(session.backendPid());
          assertThat(Servers.value(session, "select 1")).isEqualTo("1");
        }
      }
      assertThat(pool.status().size()).isLessThanOrEqualTo(4);
    }
    Figure.atMost("processes_for_1000_runs", processes.size(), 4);
  }

  private static String look(ConnectionPool pool, Trace trace) {
    try (Session session = Servers.lease(pool)) {
      return said(session, trace.look());
    }
  }

  private static String said(Session session, String sql) {
    try {
      return Objects.toString(Servers.value(session, sql));
    } catch (TuskException failure) {
      return failure.error().message();
    }
  }

  private static void leave(Session session, String sql) {
    try {
      var _ = Servers.plain(session, sql);
    } catch (TuskException failure) {
      assertThat(sql).as(failure.error().message()).contains("fails_on_purpose");
    }
  }

  private void run(String... statements) {
    try (ConnectionPool pool = Servers.pool(address, ConnectionOptions.DEFAULTS);
        Session session = Servers.lease(pool)) {
      for (String sql : statements) {
        var _ = Servers.plain(session, sql);
      }
    }
  }
}
