package dev.tusk.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.CollectingSink;
import dev.tusk.core.session.CommandOutcome;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.core.session.TransactionState;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.query.Observer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows come piece by piece, end at the limit, and leave nothing open, whatever returns them.
class StreamingTest {
  private static final int ROWS = 2_000;
  private static final int LIMIT = 120;

  private final ConnectionPool pool = Servers.pool();
  private final Session session = Servers.lease(pool);
  private Observer server;

  /// What returns [#ROWS] rows.
  enum Source {
    QUERY("select i, repeat('x', 100) from generate_series(1, 2000) i", 0),
    RETURNING("insert into target select generate_series(1, 2000) returning i, now()", ROWS),
    WITH(
        "with x as (insert into target select generate_series(1, 2000) returning i) select * from"
            + " x",
        ROWS),
    FUNCTION("select * from many()", 0),
    WRITING_FUNCTION("select keep(i) from generate_series(1, 2000) i", ROWS),
    EXECUTE("execute prepared", 0),
    CURSOR("fetch all from kept", 0);

    private final String sql;
    private final int written;

    Source(String sql, int written) {
      this.sql = sql;
      this.written = written;
    }
  }

  /// Where it runs.
  enum Place {
    ALONE,
    IN_A_TRANSACTION,
    IN_A_TRANSACTION_THAT_WROTE
  }

  @BeforeEach
  void make() throws SQLException {
    server = new Observer(PgFixture.shared().address("postgres"));
    run("create temp table target (i int)");
    run("create temp table other (i int)");
    run(
        "create function pg_temp.many() returns setof int language plpgsql as $$begin for i in"
            + " 1..2000 loop return next i; end loop; end$$");
    run(
        "create function pg_temp.keep(i int) returns int language plpgsql as $$begin insert into"
            + " target values (i); return i; end$$");
    run("prepare prepared as select generate_series(1, 2000)");
    run("declare kept cursor with hold for select generate_series(1, 2000)");
  }

  @AfterEach
  void close() throws SQLException {
    server.close();
    session.close();
    pool.close();
  }

  private void run(String sql) {
    var _ = Servers.plain(session, sql);
  }

  private static String sql(Source source) {
    return source.sql.replace("many()", "pg_temp.many()").replace("keep(", "pg_temp.keep(");
  }

  private void enter(Place place) {
    if (place != Place.ALONE) {
      run("begin");
    }
    if (place == Place.IN_A_TRANSACTION_THAT_WROTE) {
      run("insert into other values (1)");
    }
  }

  /// What came.
  private static final class Pieces implements StatementSink {
    private final List<Integer> sizes = new ArrayList<>();

    @Override
    public boolean rows(RowPage page) {
      sizes.add(page.rowCount());
      return true;
    }

    int total() {
      return sizes.stream().mapToInt(Integer::intValue).sum();
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void aFewRowsComeFirstAndThenAll(Source source) {
    for (Place place : Place.values()) {
      enter(place);
      Pieces pieces = new Pieces();
      CommandOutcome outcome = session.execute(StatementRequest.portal(sql(source)), pieces);
      assertThat(pieces.sizes).as(place.name()).hasSizeGreaterThan(2);
      assertThat(pieces.sizes.getFirst()).isEqualTo(FetchSize.FIRST);
      assertThat(pieces.total()).isEqualTo(ROWS);
      assertThat(outcome.moreExist()).isFalse();
      leave(place);
      again();
    }
  }

  /// The holdable cursor stands at its end.
  private void again() {
    run("close kept; declare kept cursor with hold for select generate_series(1, 2000)");
  }

  private void leave(Place place) {
    if (place != Place.ALONE) {
      assertThat(session.transactionState()).isEqualTo(TransactionState.OPEN);
      run("rollback");
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void theLimitIsKeptAndNothingStaysOpen(Source source) throws Exception {
    for (Place place : Place.values()) {
      enter(place);
      Pieces pieces = new Pieces();
      CommandOutcome outcome =
          session.execute(new StatementRequest(sql(source), true, null, LIMIT), pieces);
      assertThat(pieces.total()).as(place.name()).isEqualTo(LIMIT);
      assertThat(outcome.moreExist()).isTrue();
      server.await(
          "select state from pg_stat_activity where pid = " + session.backendPid(),
          place == Place.ALONE ? "idle" : "idle in transaction");
      assertThat(Servers.value(session, "select count(*) from pg_cursors where not is_holdable"))
          .as("portals that are open, but for the one that asks")
          .isEqualTo("1");
      assertThat(Servers.value(session, "select count(*) from target"))
          .as(place.name())
          .isEqualTo(String.valueOf(source.written));
      leave(place);
      run("truncate target");
      again();
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void stoppedInTheMiddleItDoesNothing(Source source) throws Exception {
    for (Place place : Place.values()) {
      enter(place);
      TuskError end =
          catchThrowableOfType(
                  TuskException.class,
                  () ->
                      session.execute(
                          StatementRequest.portal(sql(source)),
                          new StatementSink() {
                            @Override
                            public boolean rows(RowPage page) {
                              session.aim().orElseThrow().cancel();
                              return true;
                            }
                          }))
              .error();
      assertThat(end).as(place.name()).isInstanceOf(TuskError.Cancelled.class);
      String state = String.valueOf(server.state(session.backendPid()));
      if (place == Place.ALONE) {
        assertThat(state).isEqualTo("idle");
        assertThat(Servers.value(session, "select count(*) from target")).isEqualTo("0");
      } else {
        assertThat(state).startsWith("idle in transaction");
        run("rollback");
      }
      again();
    }
  }

  /// Ends a fetch without a limit after its second piece, as *Stop fetching* does.
  private static final class EnoughOfTwo implements StatementSink {
    private int pieces;

    @Override
    public boolean mayEnd() {
      return true;
    }

    @Override
    public boolean rows(RowPage page) {
      return ++pieces < 2;
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void whoStopsFetchingDoesNotWaitForTheRest(Place place) throws Exception {
    run("create temp sequence read");
    enter(place);
    CommandOutcome outcome =
        session.execute(
            StatementRequest.portal(
                place == Place.IN_A_TRANSACTION_THAT_WROTE
                    ? "select nextval('read'), i from generate_series(1, 1000000) i"
                    : "select i from generate_series(1, 1000000) i"),
            new EnoughOfTwo());
    assertThat(outcome.moreExist()).isTrue();
    assertThat(outcome.rows()).isLessThan(10_000);
    if (place == Place.IN_A_TRANSACTION_THAT_WROTE) {
      assertThat(Long.parseLong(String.valueOf(Servers.value(session, "select lastval()"))))
          .as("rows that the server has made")
          .isLessThan(10_000);
    }
    leave(place);
  }

  /// Half of what a function does for each row is nothing that anybody wants.
  @ParameterizedTest
  @EnumSource(Place.class)
  void whoStopsFetchingWhatWritesGetsItDone(Place place) {
    enter(place);
    CommandOutcome outcome =
        session.execute(StatementRequest.portal(sql(Source.WRITING_FUNCTION)), new EnoughOfTwo());
    assertThat(outcome.moreExist()).isTrue();
    assertThat(Servers.value(session, "select count(*) from target")).isEqualTo("2000");
    leave(place);
  }

  /// It writes for its first row and its last; whoever asks in between sees no difference.
  @ParameterizedTest
  @EnumSource(Place.class)
  void whoStopsFetchingWhatWroteOnlyAtItsBeginningGetsItDone(Place place) {
    run(
        "create function pg_temp.ends(i int) returns int language plpgsql as $$begin if i in (1,"
            + " 2000) then insert into target values (i); end if; return i; end$$");
    enter(place);
    CommandOutcome outcome =
        session.execute(
            StatementRequest.portal("select pg_temp.ends(i) from generate_series(1, 2000) i"),
            new EnoughOfTwo());
    assertThat(outcome.moreExist()).isTrue();
    assertThat(Servers.value(session, "select count(*) from target")).isEqualTo("2");
    leave(place);
  }

  /// What a portal cannot do is sent plain: the rows come as the server sends them all the same.
  @ParameterizedTest
  @EnumSource(Source.class)
  void plainStatementsShowTheirFirstRowsBeforeTheRest(Source source) {
    for (Place place : Place.values()) {
      enter(place);
      Pieces pieces = new Pieces();
      CommandOutcome outcome = session.execute(StatementRequest.plain(sql(source)), pieces);
      assertThat(pieces.sizes).as(place.name()).hasSizeGreaterThan(1);
      assertThat(pieces.sizes.getFirst()).isLessThanOrEqualTo(FetchSize.FIRST);
      assertThat(pieces.total()).isEqualTo(ROWS);
      assertThat(outcome.moreExist()).isFalse();
      leave(place);
      again();
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void plainStatementsKeepTheLimitAndDoAllTheyDo(Source source) {
    for (Place place : Place.values()) {
      enter(place);
      Pieces pieces = new Pieces();
      CommandOutcome outcome =
          session.execute(new StatementRequest(sql(source), false, null, LIMIT), pieces);
      assertThat(pieces.total()).as(place.name()).isEqualTo(LIMIT);
      assertThat(outcome.rows()).isEqualTo(LIMIT);
      assertThat(outcome.moreExist()).isTrue();
      assertThat(Servers.value(session, "select count(*) from target"))
          .as(place.name())
          .isEqualTo(String.valueOf(source.written));
      leave(place);
      run("truncate target");
      again();
    }
  }

  /// The server waits for the reader, who has its first rows.
  @Test
  void plainRowsAreShownWhileTheServerStillSends() {
    run("prepare large as select i, repeat('x', 1000) from generate_series(1, 50000) i");
    List<String> states = new ArrayList<>();
    CommandOutcome outcome =
        session.execute(
            StatementRequest.plain("execute large"),
            new StatementSink() {
              @Override
              public boolean rows(RowPage page) {
                if (states.isEmpty()) {
                  states.add(state());
                }
                return true;
              }
            });
    assertThat(states).containsExactly("active");
    assertThat(outcome.rows()).isEqualTo(50_000);
  }

  private String state() {
    try {
      return String.valueOf(server.state(session.backendPid()));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// Whoever shows the rows may fail, for want of disk space: what the statement does is done.
  @Test
  void aReaderOfPlainRowsThatFailsLeavesTheStatementWhole() {
    IllegalStateException full = new IllegalStateException("no space left");
    assertThatThrownBy(
            () ->
                session.execute(
                    StatementRequest.plain(sql(Source.RETURNING)),
                    new StatementSink() {
                      @Override
                      public boolean rows(RowPage page) {
                        throw full;
                      }
                    }))
        .isSameAs(full);
    assertThat(Servers.value(session, "select count(*) from target")).isEqualTo("2000");
  }

  /// The names of new types are asked for when the answer is over; rows that fill more memory than
  /// they are worth do not wait for that.
  @ParameterizedTest
  @ValueSource(ints = {10, 100_000})
  void plainRowsOfATypeThatIsNewAreWhole(int count) {
    run("create type pg_temp.mood as enum ('sad', 'happy')");
    CollectingSink sink =
        Servers.plain(
            session,
            "select 'happy'::pg_temp.mood, repeat('x', 60) || i from generate_series(1, "
                + count
                + ") i");
    assertThat(sink.columns().getFirst().typeName()).isEqualTo(count == 10 ? "mood" : "unknown");
    assertThat(sink.rows()).hasSize(count);
    assertThat(sink.rows().getLast()).containsExactly("happy", "x".repeat(60) + count);
    assertThat(Servers.plain(session, "select 'sad'::pg_temp.mood").columns().getFirst().typeName())
        .isEqualTo("mood");
  }

  /// Rows go round the driver; what it would have read itself is the same.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select nullif(repeat('x', i % 7), 'xx'), i, null, repeat('y', i * i % 997), '' from"
            + " generate_series(1, 30000) i",
        "select i, repeat('z', 65400 + i), null, repeat('ä', i * 37) from generate_series(0, 150)"
            + " i",
        "select repeat(md5(i::text), 40000), i from generate_series(1, 5) i",
        "select from generate_series(1, 30000)",
        "select i from generate_series(1, 0) i"
      })
  void rowsOfAnySizeAreThoseThatTheDriverReads(String sql) throws SQLException {
    List<List<@Nullable String>> wanted = server.rows(sql);
    for (boolean portal : new boolean[] {false, true}) {
      CollectingSink got = new CollectingSink();
      CommandOutcome outcome =
          session.execute(new StatementRequest(sql, portal, null, Long.MAX_VALUE), got);
      assertThat(got.rows()).isEqualTo(wanted);
      assertThat(outcome.commandTag()).isEqualTo("SELECT " + wanted.size());
    }
  }

  /// The server sends a message for each row, short or long.
  @Test
  void copiedRowsOfAnySizeAreWhole() {
    CollectingSink out = new CollectingSink();
    run(
        "create temp table wide as select i, repeat('x', i * i % 70001) from generate_series(1,"
            + " 500) i");
    CommandOutcome end = session.execute(StatementRequest.plain("copy wide to stdout"), out);
    assertThat(end.commandTag()).isEqualTo("COPY 500");
    assertThat(out.copiedRows()).isEqualTo(500);
    StringBuilder wanted = new StringBuilder();
    for (int i = 1; i <= 500; i++) {
      wanted.append(i).append('\t').append("x".repeat(i * i % 70001)).append('\n');
    }
    assertThat(out.copied().contentEquals(wanted)).isTrue();
  }

  @Test
  void aDrainHearsStop() {
    run("insert into target values (0)");
    TuskError end =
        catchThrowableOfType(
                TuskException.class,
                () ->
                    session.execute(
                        new StatementRequest(sql(Source.WRITING_FUNCTION), true, null, LIMIT),
                        new StatementSink() {
                          private int rows;

                          @Override
                          public boolean rows(RowPage page) {
                            rows += page.rowCount();
                            if (rows == LIMIT) {
                              session.aim().orElseThrow().cancel();
                            }
                            return true;
                          }
                        }))
            .error();
    assertThat(end).isInstanceOf(TuskError.Cancelled.class);
    assertThat(Servers.value(session, "select count(*) from target")).isEqualTo("1");
  }
}
