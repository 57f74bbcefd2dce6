package dev.tusk.postgres.session;

import static dev.tusk.postgres.Servers.plain;
import static dev.tusk.postgres.Servers.portal;
import static dev.tusk.postgres.Servers.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.CollectingSink;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.Notice;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.session.TransactionState;
import dev.tusk.postgres.Servers;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What single statements give.
class StatementTest {
  private final ConnectionPool pool = Servers.pool();
  private final Session session = Servers.lease(pool);

  @AfterEach
  void close() {
    session.close();
    pool.close();
  }

  /// `format('%s', x)` makes the server itself print x through its type's output function.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'\\xdeadbeef00'::bytea",
        "1e-7::float8",
        "0.1::float4 + 0.2::float4",
        "'NaN'::numeric",
        "12345678901234567890.12345678901234567890::numeric",
        "'-infinity'::timestamptz",
        "'2026-03-29 01:30:00.123456+01'::timestamptz",
        "'0044-03-15 12:00:00 BC'::timestamp",
        "'24:00:00'::time",
        "'12:00+05:30'::timetz",
        "interval '1 year -2 mons 3 days 04:05:06.7'",
        "array[[1,null],[3,4]]",
        "array['a\"b', 'c,d', 'NULL', null]",
        "row(1, 'a b', null)",
        "'{\"a\": [1, 2.50]}'::jsonb",
        "'{\"a\":   1}'::json",
        "'fe80::1/64'::inet",
        "B'10110'",
        "'(1,2),(3,4)'::box",
        "'[1,5)'::int4range",
        "'a & b'::tsquery",
        "'pg_class'::regclass",
        "12.34::money",
        "'a'::\"char\"",
        "'padded'::char(10)",
        "'0/16B3748'::pg_lsn",
        "'ä € 😀'::text",
        "'6f1e8f5a-0b7c-4b62-9b59-6f0f8a2f8c11'::uuid",
        "'<a b=\"c\">d</a>'::xml"
      })
  void valuesAreTheServersOwnText(String expression) {
    String server = value(session, "select pg_catalog.format('%s', " + expression + ")");
    assertThat(value(session, "select " + expression)).isEqualTo(server);
    assertThat(plain(session, "select " + expression).value()).isEqualTo(server);
  }

  @Test
  void floatsHaveThePrecisionOfPsql() {
    assertThat(value(session, "select current_setting('extra_float_digits')")).isEqualTo("1");
  }

  @Test
  void tagsAreTheServers() {
    assertThat(tag("create temp table t (i int4 primary key)")).isEqualTo("CREATE TABLE");
    assertThat(tag("insert into t select generate_series(1, 200)")).isEqualTo("INSERT 0 200");
    assertThat(portalTag("with w as (select 1) update t set i = i + 1000 returning i"))
        .isEqualTo("UPDATE 200");
    assertThat(portalTag("/* it's */ (select 1) union all values (2)")).isEqualTo("SELECT 2");
    assertThat(tag("do $$begin end$$")).isEqualTo("DO");
    assertThat(portalTag("explain select 1")).isEqualTo("EXPLAIN");
    assertThat(tag("show search_path")).isEqualTo("SHOW");
    assertThat(portalTag("delete from t where i > 1100")).isEqualTo("DELETE 100");
    assertThat(tag("-- nothing")).isEmpty();
  }

  private String tag(String sql) {
    return session.execute(StatementRequest.plain(sql), new CollectingSink()).commandTag();
  }

  private String portalTag(String sql) {
    return session.execute(StatementRequest.portal(sql), new CollectingSink()).commandTag();
  }

  @Test
  void ownTypesHaveTheirNames() {
    plain(session, "create type pg_temp.mood as enum ('sad', 'happy')");
    assertThat(
            portal(session, "select 'sad'::pg_temp.mood, array['sad']::pg_temp.mood[]").columns())
        .extracting(column -> column.typeName() + " " + column.kind())
        .containsExactly("mood ENUM", "mood[] ARRAY");
  }

  @Test
  void positionsCountInTheTextAsItWasSent() {
    TuskError error =
        catchThrowableOfType(
                TuskException.class,
                () -> portal(session, "-- 😀 ü\nselect {d '2026-01-01'}, '?' || nonsense"))
            .error();
    assertThat(error)
        .isInstanceOfSatisfying(
            TuskError.StatementFailed.class,
            failed -> assertThat(failed.server().position()).isEqualTo(15));
  }

  @Test
  void aFloodOfNoticesNeedsNoMemory() {
    AtomicLong count = new AtomicLong();
    session.execute(
        StatementRequest.plain(
            "do $$begin for i in 1..300000 loop raise notice '%', repeat('x', 1000); end loop;"
                + " end$$"),
        new StatementSink() {
          @Override
          public void notice(Notice notice) {
            count.incrementAndGet();
          }
        });
    assertThat(count).hasValue(300_000);
  }

  @Test
  void aHugeResultIsReadPieceByPiece() {
    AtomicLong largest = new AtomicLong();
    CommandOutcome outcome =
        session.execute(
            StatementRequest.portal("select repeat('x', 1000000) from generate_series(1, 900)"),
            new StatementSink() {
              @Override
              public boolean rows(RowPage page) {
                largest.accumulateAndGet(page.heapBytes(), Math::max);
                return true;
              }
            });
    assertThat(outcome.rows()).isEqualTo(900);
    assertThat(largest.get()).isLessThan(64L << 20);
  }

  @Test
  void copyStreamsBothWays() {
    plain(session, "create temp table t (i int4, x text)");
    byte[] data = "1\tone\n2\ttwo\n".getBytes(StandardCharsets.UTF_8);
    CommandOutcome in =
        session.execute(
            new StatementRequest(
                "copy t (i, x) from stdin", false, new ByteArrayInputStream(data), Long.MAX_VALUE),
            new CollectingSink());
    assertThat(in.commandTag()).isEqualTo("COPY 2");
    CollectingSink out = new CollectingSink();
    assertThat(
            session
                .execute(StatementRequest.plain("copy t to stdout (format csv)"), out)
                .commandTag())
        .isEqualTo("COPY 2");
    assertThat(out.copied()).isEqualTo("1,one\n2,two\n");
    assertThat(out.copiedRows()).isEqualTo(2);
  }

  @Test
  void badCopyDataLeavesTheSessionUsable() {
    plain(session, "create temp table t (i int4)");
    byte[] data = "1\nx\n".getBytes(StandardCharsets.UTF_8);
    assertThat(
            catchThrowableOfType(
                    TuskException.class,
                    () ->
                        session.execute(
                            new StatementRequest(
                                "copy t from stdin",
                                false,
                                new ByteArrayInputStream(data),
                                Long.MAX_VALUE),
                            new CollectingSink()))
                .error())
        .isInstanceOfSatisfying(
            TuskError.StatementFailed.class,
            failed -> assertThat(failed.server().sqlState()).isEqualTo("22P02"));
    assertThat(value(session, "select count(*) from t")).isEqualTo("0");
  }

  @Test
  void rulesGiveEachOfTheirResultsInItsOrder() {
    plain(session, "create temp table ruled (a int)");
    plain(
        session,
        "create rule also as on insert to ruled do also"
            + " (select 'x' as b, 2 as c; select a as d from ruled where a < 0)");
    plain(session, "create rule instead as on update to ruled do instead (select 1; select 2)");
    ResultTexts also = new ResultTexts();
    CommandOutcome outcome =
        session.execute(StatementRequest.plain("insert into ruled values (7)"), also);
    assertThat(also.lines).containsExactly("[b, c]", "x|2", "[d]");
    assertThat(outcome.commandTag()).isEqualTo("INSERT 0 1");

    ResultTexts instead = new ResultTexts();
    var _ = session.execute(StatementRequest.plain("update ruled set a = 1"), instead);
    assertThat(instead.lines).containsExactly("[?column?]", "1", "[?column?]", "2");
    assertThat(value(session, "select count(*) from ruled")).isEqualTo("1");
  }

  @Test
  void theLimitIsThatOfEachResult() {
    plain(session, "create temp table ruled (a int)");
    plain(
        session,
        "create rule instead as on delete to ruled do instead"
            + " (select generate_series(1, 20000); select 'last')");
    ResultTexts texts = new ResultTexts();
    CommandOutcome outcome =
        session.execute(new StatementRequest("delete from ruled", false, null, 2), texts);
    assertThat(texts.lines).containsExactly("[generate_series]", "1", "2", "[?column?]", "last");
    assertThat(outcome.moreExist()).isTrue();
    assertThat(value(session, "select 1")).isEqualTo("1");
  }

  /// The names of each result's columns, then its rows.
  private static final class ResultTexts implements StatementSink {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void columns(List<ResultColumn> columns) {
      lines.add(columns.stream().map(ResultColumn::name).toList().toString());
    }

    @Override
    public boolean rows(RowPage page) {
      for (int row = 0; row < page.rowCount(); row++) {
        StringJoiner line = new StringJoiner("|");
        for (int column = 0; column < page.columnCount(); column++) {
          line.add(page.text(row, column));
        }
        lines.add(line.toString());
      }
      return true;
    }
  }

  @Test
  void aSinkThatThrowsLeavesTheSessionUsable() {
    assertThat(
            catchThrowableOfType(
                IllegalStateException.class,
                () ->
                    session.execute(
                        StatementRequest.portal("select generate_series(1, 1000)"),
                        new StatementSink() {
                          @Override
                          public boolean rows(RowPage page) {
                            throw new IllegalStateException("full");
                          }
                        })))
        .hasMessage("full");
    assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
    assertThat(value(session, "select 1")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset timezone", "reset all", "discard all", "set time zone default"})
  void resettingGoesBackToTheServersZoneNotToThisMachines(String reset) {
    String before = value(session, "select current_setting('TimeZone')");
    plain(session, "set timezone to 'Asia/Kathmandu'");
    plain(session, reset);
    assertThat(value(session, "select current_setting('TimeZone')")).isEqualTo(before);
  }
}
