package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.Aggregates;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.InMemorySpillFiles;
import dev.tusk.harness.postgres.LocalPostgres;
import dev.tusk.postgres.Servers;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the status bar says of selected cells against the server's own `count`, `sum`, `avg`, `min`
/// and `max` of the same values, to the digit.
class AggregatesAgainstServerTest {
  private static final String ALL = "sum(x), avg(x), min(x), max(x)";
  private static final String EXTREMES = "null, null, min(x), max(x)";
  private final ConnectionPool pool = Servers.pool();
  private final Session session = Servers.lease(pool);

  @AfterEach
  void close() {
    session.close();
    pool.close();
  }

  /// @param values a query with one column `x`
  /// @param aggregates what SQL has for them, in the order of [Aggregates]
  private static void same(Session session, String values, String aggregates) {
    KeepResults keep =
        new KeepResults(
            new MemoryBudget(20_000), new MemoryBudget(20_000), new InMemorySpillFiles());
    String rows = "(" + values + ") v(x)";
    try (ResultStore cells = Servers.fetch(session, keep, "select x from " + rows);
        ResultStore server =
            Servers.fetch(session, keep, "select count(x), " + aggregates + " from " + rows)) {
      BitSet all = new BitSet();
      all.set(0, (int) cells.rowCount());
      Aggregates own = Aggregates.of(cells, all, List.of(0), Cancellation.create());
      assertThat(own)
          .as(values)
          .isEqualTo(
              new Aggregates(
                  cells.rowCount(),
                  Long.parseLong(String.valueOf(server.text(0, 0))),
                  server.text(0, 1),
                  server.text(0, 2),
                  server.text(0, 3),
                  server.text(0, 4),
                  -1));
    }
  }

  private void same(String expression, String aggregates) {
    String values =
        "select case when i %% 11 = 0 then null else %s end from generate_series(1, 900) i"
            .formatted(expression);
    same(session, values, aggregates);
    same(session, values + " where i = 1", aggregates);
    same(session, values + " where i = 11", aggregates);
    same(session, values + " where i <= 3", aggregates);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((i * 7919) % 65536 - 32768)::int2",
        "((i * 7919) % 1000 - 500)::int4",
        "(i * 8999999999999999 * (i % 3 - 1))::int8",
        "((i * 7919) % 1000 - 500) / 7.0",
        "(i % 7)::numeric(12,2)",
        "10::numeric ^ (i % 60 - 30) * (i % 5 - 2)",
        "(array['NaN', '0', '0.00', '-0.1', '123456789012345678901234567890.5', '1e-20'])[1 + i %"
            + " 6]::numeric",
        "(array['Infinity', '5', '-Infinity', '0'])[1 + i % 4]::numeric",
        "(array['Infinity', '5.5', '0.001', '0'])[1 + i % 4]::numeric",
        "(array['-Infinity', '5.5', '0.001', '0'])[1 + i % 4]::numeric",
        "(array['9999', '1', '0.0001', '100000000'])[1 + i % 4]::numeric",
        "0::numeric(10, 5)",
        "((i * 7919) % 900 - 450) * interval '1 mon 2 days 03:04:05.678'",
        "i * interval '1 mon -2 days 03:04:05.678' / 37",
        "(array['1 mon', '30 days', '29 days 24 hours', '-1 year', '0', '720:00:00'])[1 + i %"
            + " 6]::interval",
        "((i % 30) - 40) * interval '1 day'",
        "interval '10 hours'"
      })
  void whatAddsUpDoesAsOnTheServer(String expression) {
    same(expression, ALL);
  }

  @Test
  void theLongestNumbersAddUp() {
    same(
        session,
        "values ('1e131071'::numeric), ('-1e131071'), ('1e-1000'), ('1e-1000'), ('123456789.5')",
        ALL);
  }

  /// The server adds floating point up with errors; as `numeric`, of the digits that show, it does
  /// not.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(((i * 7919) % 1000 - 500) / 7.0)::float8",
        "((i % 100 - 50) * 10::float8 ^ (i % 300 - 150))::float8",
        "(i / 10.0)::float4",
        "(array['NaN', 'Infinity', '-Infinity', '0', '-0', '1e-300'])[1 + i % 6]::float8"
      })
  void floatingPointAddsUpAsNumeric(String expression) {
    same(expression, "sum(x::text::numeric), avg(x::text::numeric), min(x), max(x)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i::oid",
        "date '2000-01-01' + (i * 7919) % 900000 - 730000",
        "(array['infinity', '-infinity', '4713-01-01 BC', '5874897-12-31', '0001-12-31 BC'])[1 + i"
            + " % 5]::date",
        "timestamp '2000-01-01' + ((i * 7919) % 1000 - 500) * interval '1000 hours 0.25 s'",
        "(array['infinity', '-infinity', '0044-03-15 12:00 BC', '12026-01-01 00:00'])[1 + i %"
            + " 4]::timestamptz",
        "timestamptz '1880-01-01' + ((i * 7919) % 900) * interval '61 days 7 hours'",
        "time '00:00' + ((i * 7919) % 900) * interval '17.5 s'",
        "(array['10:00+05', '05:00+00', '00:00-05', '23:59:59.5-12', '05:00:00.000001+00'])[1 + i %"
            + " 5]::timetz"
      })
  void whatOnlyComparesHasTheServersExtremes(String expression) {
    same(expression, EXTREMES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "postgres_verbose", "iso_8601", "sql_standard"})
  void intervalsAddUpInEveryStyle(String style) {
    var _ = Servers.plain(session, "set intervalstyle = " + style);
    for (String expression :
        List.of(
            "((i * 7919) % 900 - 450) * interval '1 mon 2 days 03:04:05.6'",
            "i * interval '1 mon -2 days -03:04:05.000001' / 37",
            "i * interval '-13 mons'",
            "(i % 5) * interval '1 sec'",
            "(2 - i % 5) * interval '-0.5 sec'",
            "((i * 31) % 200 - 100) * interval '1 hour'",
            "((i * 31) % 20 - 10) * interval '1 day -1 min'",
            "i * interval '-1 day -1 hour'",
            "interval '0'")) {
      same(expression, ALL);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "(i % 3 = 0), bool",
    "'label ' || i, text",
    "md5(i::text)::uuid, uuid",
    "array[i], int4[]"
  })
  void whatNeitherAddsUpNorComparesIsCounted(String expression, String type) {
    String values = "select nullif(%s, null) from generate_series(1, 900) i".formatted(expression);
    KeepResults keep = new KeepResults(new MemoryBudget(1 << 20), new InMemorySpillFiles());
    try (ResultStore cells = Servers.fetch(session, keep, values + " union all select null")) {
      assertThat(cells.columns().getFirst().typeName()).isEqualTo(type);
      BitSet all = new BitSet();
      all.set(0, (int) cells.rowCount());
      assertThat(Aggregates.of(cells, all, List.of(0), Cancellation.create()))
          .isEqualTo(
              new Aggregates(901, 900, null, null, null, null, type.equals("bool") ? 300 : -1));
    }
  }

  @Test
  void moneyAddsUp() {
    same("((i * 7919) % 1000 - 500)::numeric::money * 1.13", "sum(x), null, min(x), max(x)");
    same("(i / 100.0)::money", "sum(x), null, min(x), max(x)");
    same("(-i * 1000)::money", "sum(x), null, min(x), max(x)");
    same("'0'::money", "sum(x), null, min(x), max(x)");
  }

  @Test
  void moneyAddsUpInEachLanguage() {
    assumeThat(LocalPostgres.missing()).isEmpty();
    List<String> languages = List.of("de_DE", "ja_JP", "en_GB", "pl_PL", "de_CH");
    try (LocalPostgres server =
            LocalPostgres.start(
                Map.of(), List.of("host all all 127.0.0.1/32 scram-sha-256"), languages);
        ConnectionPool local =
            Servers.pool(server.address("postgres"), ConnectionOptions.DEFAULTS);
        Session its = Servers.lease(local)) {
      for (String language : languages) {
        var _ = Servers.plain(its, "set lc_monetary = '" + language + ".UTF-8'");
        for (String expression : List.of("i * 10.01", "i * -10.01", "(i - 450) * 1234.5", "5000")) {
          same(
              its,
              "select (" + expression + ")::numeric::money from generate_series(1, 900) i",
              "sum(x), null, min(x), max(x)");
        }
      }
    }
  }
}
