package dev.tusk.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.guard.EffectTable;
import dev.tusk.core.guard.StatementEffect;
import dev.tusk.core.guard.StatementEffect.Degree;
import dev.tusk.core.guard.UnlockWrites;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.query.QueryBench.Heard;
import dev.tusk.core.query.ScriptOptions;
import dev.tusk.core.query.ScriptOutcome;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/// Guarded connections to a real server: what is called reading is read, and nothing gets past.
@Requirement("D-19")
final class GuardedServerTest {
  private static final String[] WORLD = {
    "create schema shop",
    "create table shop.orders (id int primary key, note text, n int)",
    "insert into shop.orders select i, 'order ' || i, i from generate_series(1, 20) as i",
    "create sequence shop.s",
    "create view shop.v as select 1 as id",
    "create function shop.reads() returns int language sql as 'select 1'",
    "create function shop.touches() returns int language sql as"
        + " 'insert into shop.orders values (1000) returning id'",
    "create function shop.lifts() returns text language plpgsql as"
        + " $$begin return set_config('default_transaction_read_only', 'off', false); end$$",
    "create function shop.lifts_now() returns text language plpgsql as"
        + " $$begin perform set_config('default_transaction_read_only', 'off', false);"
        + " perform set_config('transaction_read_only', 'off', false); return ''; end$$",
    "create procedure shop.work() language plpgsql as $$begin commit; set transaction read write;"
        + " delete from shop.orders; commit; end$$"
  };

  private static final String STATE =
      "select md5(string_agg(o::text, ',' order by id)) from shop.orders as o"
          + " union all select last_value::text || is_called from shop.s"
          + " union all select count(*)::text from pg_class where relpersistence <> 't'"
          + " union all select count(*)::text from pg_proc"
          + " union all select count(*)::text from pg_largeobject_metadata"
          + " union all select count(*)::text || coalesce(sum(hashtext(r::text)), 0)"
          + " from pg_db_role_setting as r";

  private final PgDatabaseAddress address = world();

  private static PgDatabaseAddress world() {
    PgDatabaseAddress address = PgFixture.shared().newDatabase();
    try (Connection connection = address.connect();
        var statement = connection.createStatement()) {
      for (String each : WORLD) {
        statement.execute(each);
      }
      return address;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private List<String> state() {
    try (Connection connection = address.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(STATE)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private LiveBench bench(Guard guard) {
    return new LiveBench(
        address,
        Servers.config(address)
            .withSettings(Servers.config(address).settings().with(Setting.GUARD, guard.word())));
  }

  /// The statements that `judged` calls reading, and that a real read-only transaction refuses.
  private List<String> refusedThoughReading(Function<String, Degree> judged) throws SQLException {
    List<String> refused = new ArrayList<>();
    try (Connection connection = address.connect()) {
      for (EffectTable.Case each : EffectTable.all()) {
        boolean sent = judged.apply(each.sql()) == Degree.READS && !each.sql().contains("stdin");
        if (sent && "25006".equals(sqlState(connection, each.sql()))) {
          refused.add(each.sql());
        }
      }
    }
    return refused;
  }

  private static String sqlState(Connection connection, String sql) {
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("begin read only");
      try {
        if (sql.toLowerCase(Locale.ROOT).startsWith("copy")) {
          var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
          while (copy.readFromCopy() != null) {}
        } else {
          statement.execute(sql);
        }
        return "";
      } catch (SQLException failure) {
        return String.valueOf(failure.getSQLState());
      } finally {
        statement.execute("rollback");
        statement.execute("set session characteristics as transaction read write");
        statement.execute("set default_transaction_read_only = off");
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  private static Degree judged(String sql) {
    return StatementEffect.of(sql).stream()
        .map(StatementEffect::degree)
        .max(Degree::compareTo)
        .orElse(Degree.READS);
  }

  @Test
  void whatIsCalledReadingRunsInAReadOnlyTransaction() throws SQLException {
    assertThat(refusedThoughReading(GuardedServerTest::judged)).isEmpty();
  }

  @Test
  void readerThatLetsAWritableCommonTableExpressionPassIsFound() throws SQLException {
    assertThat(refusedThoughReading(sql -> sql.startsWith("with") ? Degree.READS : judged(sql)))
        .anyMatch(sql -> sql.startsWith("with x as (delete from"))
        .anyMatch(sql -> sql.startsWith("with x as (insert into"));
  }

  private static ScriptOutcome run(LiveBench bench, SqlTab tab, String sql) {
    return bench.scripts.run(
        tab,
        sql,
        ScriptOptions.DEFAULTS,
        Cancellation.create(),
        (number, total, statement, text) -> new Heard());
  }

  @Test
  void nothingThatIsTriedOnAReadOnlyConnectionChangesAnything() {
    List<String> before = state();
    List<EffectTable.Case> all = EffectTable.all();
    Random random = new Random(20_261_129);
    int refusedHere = 0;
    int refusedThere = 0;
    int passed = 0;
    List<String> sneaky =
        List.of("select shop.lifts()", "select shop.lifts_now()", "select shop.touches()");
    try (LiveBench bench = bench(Guard.READ_ONLY);
        SqlTab tab = bench.tab("bypass")) {
      for (int attempt = 0; attempt < Integer.getInteger("tusk.attempts", 600); attempt++) {
        String sql =
            switch (random.nextInt(5)) {
              case 0 -> sneaky.get(random.nextInt(sneaky.size()));
              case 1 ->
                  sneaky.get(random.nextInt(sneaky.size()))
                      + ";\nselect shop.touches(); select shop.touches()";
              case 2 -> all.get(random.nextInt(all.size())).sql().toUpperCase(Locale.ROOT);
              default -> all.get(random.nextInt(all.size())).sql();
            };
        try {
          ScriptOutcome outcome = run(bench, tab, sql);
          if (outcome.failed() == 0) {
            passed++;
          } else {
            refusedThere++;
          }
        } catch (TuskException refused) {
          assertThat(refused.error()).as(sql).isInstanceOf(TuskError.NotSent.class);
          refusedHere++;
        }
      }
    }
    assertThat(state()).isEqualTo(before);
    assertThat(List.of(refusedHere, refusedThere, passed)).allMatch(count -> count > 50);
  }

  /// Without our own eyes: what the session is told before each statement is enough for all but
  /// code that commits inside.
  @Test
  void theServerAloneRefusesWhatLiftsAndThenWrites() {
    List<String> before = state();
    List<EffectTable.Case> all = EffectTable.all();
    List<String> lifts =
        new ArrayList<>(
            all.stream()
                .filter(each -> each.degree() == Degree.LIFTS)
                .map(EffectTable.Case::sql)
                .filter(sql -> !sql.contains("role") && !sql.contains("authorization"))
                .filter(sql -> !sql.contains("standard_conforming"))
                .toList());
    lifts.addAll(List.of("select shop.lifts()", "select shop.lifts_now()", "begin", "commit"));
    List<String> writes =
        all.stream()
            .filter(each -> each.degree() == Degree.WRITES)
            .map(EffectTable.Case::sql)
            .filter(sql -> sql.contains("shop.orders") && !sql.startsWith("copy"))
            .toList();
    Random random = new Random(7);
    try (LiveBench bench = bench(Guard.READ_ONLY);
        Session session = Servers.lease(bench.open.pool(bench.config.id()))) {
      for (int attempt = 0; attempt < 300; attempt++) {
        attempt(session, lifts.get(random.nextInt(lifts.size())));
        attempt(session, writes.get(random.nextInt(writes.size())));
        if (random.nextInt(4) == 0) {
          attempt(session, random.nextBoolean() ? "commit" : "rollback");
        }
      }
    }
    assertThat(state()).isEqualTo(before);
  }

  private static void attempt(Session session, String sql) {
    try {
      var _ = Servers.plain(session, sql);
    } catch (TuskException refused) {
      assertThat(refused.error()).as(sql).isInstanceOf(TuskError.Query.class);
    }
  }

  @Test
  void productionWritesOnlyWhileItIsUnlocked() {
    try (LiveBench bench = bench(Guard.PRODUCTION);
        SqlTab tab = bench.tab("production");
        SqlTab other = bench.tab("another tab")) {
      String write = "update shop.orders set n = 0 where id = 1";
      assertThat(refusal(bench, tab, write)).isInstanceOf(TuskError.NotSent.class);
      UnlockWrites writes = new UnlockWrites(bench.open, bench.unlocks);

      assertThat(writes.unlock(bench.config.id(), "another")).isFalse();
      assertThat(refusal(bench, tab, write)).isInstanceOf(TuskError.NotSent.class);

      assertThat(writes.unlock(bench.config.id(), address.database())).isTrue();
      assertThat(run(bench, tab, write).failed()).isZero();
      assertThat(
              run(bench, other, "select shop.touches(); delete from shop.orders where id = 1000")
                  .failed())
          .isZero();

      assertThat(run(bench, tab, "begin; update shop.orders set n = -7 where id = 2").failed())
          .isZero();
      writes.lock(bench.config.id());
      assertThat(refusal(bench, tab, write)).isInstanceOf(TuskError.NotSent.class);
      assertThat(run(bench, tab, "savepoint a").failed()).isZero();
      assertThat(run(bench, tab, "select shop.touches()").firstFailure())
          .extracting(failure -> failure.error().message())
          .asString()
          .contains("read-only transaction");
      assertThat(run(bench, tab, "rollback to a").failed()).isZero();
      assertThat(run(bench, tab, "select shop.touches()").failed()).isOne();
      assertThat(run(bench, tab, "rollback to a").failed()).isZero();
      assertThat(run(bench, tab, "commit").failed()).isZero();
      assertThat(tab.transaction()).isEqualTo(TransactionState.IDLE);
      assertThat(refusal(bench, other, write)).isInstanceOf(TuskError.NotSent.class);
      assertThat(run(bench, other, "select shop.touches()").failed()).isOne();
    }
    assertThat(number("select n from shop.orders where id = 2")).isEqualTo(-7);
    assertThat(number("select count(*) from shop.orders where id = 1000")).isZero();
  }

  private static TuskError refusal(LiveBench bench, SqlTab tab, String sql) {
    return catchThrowableOfType(TuskException.class, () -> run(bench, tab, sql)).error();
  }

  private int number(String sql) {
    try (Connection connection = address.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
