package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.ResultView;
import dev.tusk.core.result.SortKey;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.testkit.InMemorySpillFiles;
import dev.tusk.postgres.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tusk's own sort against the server's `ORDER BY`, value by value, NULLs and ties included.
class SortAgainstServerTest {
  private final ConnectionPool pool = Servers.pool();
  private final Session session = Servers.lease(pool);
  private final InMemorySpillFiles files = new InMemorySpillFiles();
  private final KeepResults keep =
      new KeepResults(new MemoryBudget(20_000), new MemoryBudget(200_000), files);

  @AfterEach
  void close() {
    session.close();
    pool.close();
  }

  private ResultStore fetch(String sql) {
    return Servers.fetch(session, keep, sql);
  }

  private static List<@Nullable String> texts(ResultStore store, @Nullable ResultView view) {
    List<@Nullable String> texts = new ArrayList<>();
    for (int i = 0; i < store.rowCount(); i++) {
      texts.add(store.text(view == null ? i : view.row(i), 0));
    }
    return texts;
  }

  private void same(String values, String order, List<SortKey> keys) {
    String rows = "select row_number() over () as n, v.* from (" + values + ") v";
    try (ResultStore plain = fetch(rows);
        ResultStore sorted = fetch("select * from (" + rows + ") r order by " + order + ", n");
        ResultView view = plain.arrange(List.of(), keys, Cancellation.create(), done -> {})) {
      assertThat(plain.rowCount()).isGreaterThan(500);
      assertThat(texts(plain, view)).as(values + " by " + order).isEqualTo(texts(sorted, null));
    }
  }

  /// An expression over the number `i` of a row.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(random() * 100000 - 50000)::int4",
        "(random() * 4e18 - 2e18)::int8",
        "(array[-32768, 32767, 0, i % 100 - 50])[1 + i % 4]::int2",
        "i::oid",
        "((random() - 0.5) * 10 ^ (i % 30 - 15))::numeric",
        "(array['NaN', '0', '0.00', '-0.1', '123456789012345678901234567890.5', '1e-20'])[1 + i %"
            + " 6]::numeric",
        "((random() - 0.5) * 10::float8 ^ (i % 300 - 150))::float8",
        "(array['NaN', 'Infinity', '-Infinity', '0', '-0', '1e-300'])[1 + i % 6]::float8",
        "(random() - 0.5)::float4",
        "((random() - 0.5) * 100000)::numeric(12,2)::money",
        "(i % 3 = 0)",
        "md5(i::text)::uuid",
        "decode(md5((i % 50)::text), 'hex')",
        "date '2000-01-01' + (random() * 4000000 - 730000)::int",
        "(array['infinity', '-infinity', '4713-01-01 BC', '5874897-12-31', '0001-01-01',"
            + " '0001-12-31 BC'])[1 + i % 6]::date",
        "timestamp '2000-01-01' + (random() * 1e6 - 5e5) * interval '1 hour'",
        "timestamptz '1900-01-01' + random() * interval '200 years'",
        "(array['infinity', '-infinity', '0044-03-15 12:00 BC', '12026-01-01 00:00'])[1 + i %"
            + " 4]::timestamptz",
        "time '00:00' + random() * interval '24 hours'",
        "(array['10:00+05', '05:00+00', '00:00-05', '23:59:59.5-12', '05:00:00.000001+00'])[1 + i %"
            + " 5]::timetz",
        "(random() - 0.5) * interval '3 years 400 days 90 hours'",
        "(array['1 mon', '30 days', '29 days 24 hours', '-1 year', '0', '720:00:00'])[1 + i %"
            + " 6]::interval",
        "chr(32 + i % 500) || chr(200 + i % 90) collate \"C\"",
        "(repeat('a shared beginning ', i % 3) || (i % 20)::text) collate \"C\"",
        "i::bit(12)",
        "(i % 40 + 1)::text::char(3) collate \"C\""
      })
  void valuesOrderAsTheServersDo(String expression) {
    assertThat(setUp("select setseed(0.5)")).isTrue();
    String values =
        "select case when i % 11 = 0 then null else "
            + expression
            + " end as x"
            + " from generate_series(1, 900) i";
    String kept = "create temp table t as " + values;
    assertThat(setUp(kept)).isTrue();

    same("select * from t", "x", List.of(new SortKey(1, false)));
    same("select * from t", "x desc", List.of(new SortKey(1, true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "postgres_verbose", "iso_8601", "sql_standard"})
  void intervalsOrderTheSameInEveryStyle(String style) {
    assertThat(setUp("set intervalstyle = " + style)).isTrue();
    assertThat(
            setUp(
                "create temp table t as select ((i * 7919) % 1000 - 500) * interval '1 mon 2 days"
                    + " 03:04:05.6' / 37 as x from generate_series(1, 900) i"))
        .isTrue();

    same("select * from t", "x", List.of(new SortKey(1, false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Kolkata", "America/New_York", "UTC"})
  void momentsOrderTheSameInEveryZone(String zone) {
    assertThat(setUp("set timezone = '" + zone + "'")).isTrue();
    assertThat(
            setUp(
                "create temp table t as select timestamptz '1880-01-01' + ((i * 7919) % 900) *"
                    + " interval '61 days 7 hours' as x from generate_series(1, 900) i"))
        .isTrue();

    same("select * from t", "x", List.of(new SortKey(1, false)));
  }

  @Test
  void severalColumnsEachInItsDirection() {
    assertThat(
            setUp(
                "create temp table t as select nullif(i % 5, 0) as a, nullif((i * 7) % 13, 0) * 0.5"
                    + " as b, (array['x', 'y', null])[1 + i % 3] collate \"C\" as c from"
                    + " generate_series(1, 900) i"))
        .isTrue();

    same(
        "select * from t",
        "c desc, a, b desc",
        List.of(new SortKey(3, true), new SortKey(1, false), new SortKey(2, true)));
  }

  private boolean setUp(String sql) {
    return !Objects.requireNonNull(
            session.execute(StatementRequest.portal(sql), new StatementSink() {}).commandTag())
        .isEmpty();
  }
}
