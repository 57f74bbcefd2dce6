package dev.tusk.postgres.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.session.Session;
import dev.tusk.core.sql.Identifier;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Every field of the protocol that the driver gives arrives as the server sent it.
@Requirement({"FR-002", "US1.2"})
@TestInstance(Lifecycle.PER_CLASS)
class ServerFieldsTest {
  private static final int CASES = 1_000;
  private static final int HUGE = 64 * 1024;
  private static final String CODE_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final PgDatabaseAddress address = PgFixture.shared().newDatabase();
  private final ConnectionPool pool = Servers.pool(address, ConnectionOptions.DEFAULTS);
  private final Session session = Servers.lease(pool);

  @BeforeAll
  void prepare() {
    Servers.plain(session, "create schema shop");
    Servers.plain(
        session,
        "create table shop.item (id int constraint item_key primary key, price int not null"
            + " constraint positive check (price > 0), parent int constraint family"
            + " references shop.item (id))");
    Servers.plain(session, "insert into shop.item values (1, 1, null)");
    Servers.plain(session, "create domain small as int constraint at_most_nine check (value < 10)");
  }

  @AfterAll
  void close() {
    session.close();
    pool.close();
  }

  private ServerError error(String sql) {
    return Objects.requireNonNull(FaultBench.fail(session, sql).error().server());
  }

  @Test
  void fieldsOfAThousandRaisedErrorsAreThoseThatWereRaised() {
    Random random = new Random(20_261_123);
    RandomText texts = new RandomText(random);
    int equal = 0;
    for (int i = 0; i < CASES; i++) {
      int most = i % 100 == 99 ? HUGE / 4 : 30;
      String[] sent = new String[8];
      for (int field = 0; field < sent.length; field++) {
        sent[field] = texts.next(most);
      }
      String code = code(random);
      ServerError got =
          error(
              "do $raise_it$ begin raise exception using errcode = %s, message = %s, detail = %s,"
                      .formatted(literal(code), literal(sent[0]), literal(sent[1]))
                  + " hint = %s, column = %s, constraint = %s, datatype = %s, table = %s,"
                      .formatted(
                          literal(sent[2]),
                          literal(sent[3]),
                          literal(sent[4]),
                          literal(sent[5]),
                          literal(sent[6]))
                  + " schema = %s; end $raise_it$".formatted(literal(sent[7])));
      assertThat(got.sqlState()).isEqualTo(code);
      assertThat(got.message()).isEqualTo(sent[0]);
      assertThat(got.detail()).isEqualTo(sent[1]);
      assertThat(got.hint()).isEqualTo(sent[2]);
      assertThat(got.column()).isEqualTo(sent[3]);
      assertThat(got.constraint()).isEqualTo(sent[4]);
      assertThat(got.dataType()).isEqualTo(sent[5]);
      assertThat(got.table()).isEqualTo(sent[6]);
      assertThat(got.schema()).isEqualTo(sent[7]);
      assertThat(got.severity()).isEqualTo("ERROR");
      assertThat(got.where()).contains("inline_code_block");
      assertThat(got.file()).isEqualTo("pl_exec.c");
      assertThat(got.line()).isPositive();
      assertThat(got.routine()).isEqualTo("exec_stmt_raise");
      equal++;
    }
    Figure.exactly("raised_errors_with_all_fields", equal, CASES);
  }

  @Test
  void violationsNameTheirObjects() {
    ServerError key = error("insert into shop.item values (1, 1, null)");
    assertThat(key.sqlState()).isEqualTo("23505");
    assertThat(key.schema()).isEqualTo("shop");
    assertThat(key.table()).isEqualTo("item");
    assertThat(key.constraint()).isEqualTo("item_key");
    assertThat(key.detail()).isEqualTo("Key (id)=(1) already exists.");

    ServerError parent = error("insert into shop.item values (2, 1, 7)");
    assertThat(parent.sqlState()).isEqualTo("23503");
    assertThat(parent.constraint()).isEqualTo("family");

    ServerError check = error("insert into shop.item values (2, -1, null)");
    assertThat(check.sqlState()).isEqualTo("23514");
    assertThat(check.constraint()).isEqualTo("positive");

    ServerError missing = error("insert into shop.item values (2, null, null)");
    assertThat(missing.sqlState()).isEqualTo("23502");
    assertThat(missing.column()).isEqualTo("price");

    ServerError domain = error("select 10::small");
    assertThat(domain.sqlState()).isEqualTo("23514");
    assertThat(domain.dataType()).isEqualTo("small");
    assertThat(domain.constraint()).isEqualTo("at_most_nine");
  }

  @Test
  void syntaxErrorHasMessagePositionAndCode() {
    ServerError error = error("select 1 form shop.item");
    assertThat(error.sqlState()).isEqualTo("42601");
    assertThat(error.position()).isEqualTo("select 1 form ".length() + 1);
    assertThat(error.message()).contains("shop");
    assertThat(error.file()).isEqualTo("scan.l");
  }

  @Test
  void errorInsideAFunctionIsPlacedInItsOwnQueryAndNowhereInTheStatement() {
    Random random = new Random(7);
    RandomText texts = new RandomText(random);
    int exact = 0;
    int cases = 200;
    for (int i = 0; i < cases; i++) {
      String before = "select " + Identifier.literal(texts.next(20)) + ", ";
      String inner = before + "not_there_" + i + " from shop.item";
      FaultBenchError got =
          new FaultBenchError(
              error("do $x$ begin execute " + Identifier.literal(inner) + "; end $x$"));
      assertThat(got.error().internalQuery()).isEqualTo(inner);
      assertThat(got.error().position()).isZero();
      assertThat(got.offset()).isEqualTo(before.length());
      ErrorInfo info = ErrorInfo.of(new dev.tusk.core.error.TuskError.StatementFailed(got.error()));
      assertThat(info.position()).isZero();
      assertThat(info.internalQuery()).isEqualTo(inner);
      assertThat(info.internalPosition()).isEqualTo(got.error().internalPosition());
      exact++;
    }
    Figure.exactly("internal_positions_exact", exact, cases);
  }

  /// An error with a place in a query of its own.
  private record FaultBenchError(ServerError error) {
    int offset() {
      return Objects.requireNonNull(error.internalQuery())
          .offsetByCodePoints(0, error.internalPosition() - 1);
    }
  }

  private static String literal(String text) {
    return Identifier.literal(text);
  }

  private static String code(Random random) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      code.append(CODE_SIGNS.charAt(random.nextInt(CODE_SIGNS.length())));
    }
    // Class 00 is success, which cannot be raised.
    return code.toString().startsWith("00") ? "UE001" : code.toString();
  }
}
