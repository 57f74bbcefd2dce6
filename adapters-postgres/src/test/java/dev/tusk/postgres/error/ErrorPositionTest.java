package dev.tusk.postgres.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.error.ServerError;
import dev.tusk.core.session.Session;
import dev.tusk.core.sql.CaretContext;
import dev.tusk.core.sql.Identifier;
import dev.tusk.core.sql.Script;
import dev.tusk.core.sql.Statement;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// The place of an error in a script is found to the UTF-16 unit, whatever stands before it.
@Requirement({"FR-002", "US1.2", "E-18"})
@TestInstance(Lifecycle.PER_CLASS)
class ErrorPositionTest {
  private static final int SCRIPTS = 1_000;
  private static final String[] GAPS = {
    " ",
    "\t",
    "\n",
    "\r\n",
    "  \t ",
    " /* 🐘 */ ",
    " -- é 😀 ; '\n",
    " /* a /* b */ \r\n ç */ ",
    " --\r\n\t"
  };

  private final ConnectionPool pool =
      Servers.pool(PgFixture.shared().newDatabase(), ConnectionOptions.DEFAULTS);
  private final Session session = Servers.lease(pool);

  @AfterAll
  void close() {
    session.close();
    pool.close();
  }

  /// A script and where in it the server must find the error.
  private record Broken(String text, int statement, int offset, String token) {}

  /// How an offset comes about from a position.
  private interface Finder {
    int offset(String script, Statement statement, int position);
  }

  @Test
  void placesInAThousandScriptsAreExact() {
    Figure.exactly(
        "positions_exact",
        exact(
            SCRIPTS,
            (script, statement, position) ->
                CaretContext.of(statement.in(script), position)
                    .map(place -> place.within(script, statement.start()).offset())
                    .orElse(-1)),
        SCRIPTS);
  }

  @Test
  void countingUnitsInsteadOfCharactersWouldBeCaught() {
    int cases = 100;
    int exact = exact(cases, (script, statement, position) -> statement.start() + position - 1);
    Figure.atMost("positions_exact_of_100_without_code_points", exact, 60);
  }

  @Test
  void countingFromTheScriptInsteadOfTheStatementWouldBeCaught() {
    int cases = 100;
    int exact =
        exact(
            cases,
            (script, statement, position) ->
                CaretContext.of(statement.in(script), position)
                    .map(CaretContext::offset)
                    .orElse(-1));
    Figure.atMost("positions_exact_of_100_without_offset", exact, 40);
  }

  private int exact(int cases, Finder finder) {
    Random random = new Random(18);
    int exact = 0;
    for (int i = 0; i < cases; i++) {
      Broken broken = broken(random, i);
      List<Statement> statements = Script.of(broken.text()).statements();
      for (int s = 0; s < broken.statement(); s++) {
        Servers.plain(session, statements.get(s).in(broken.text()));
      }
      Statement statement = statements.get(broken.statement());
      ServerError error =
          Objects.requireNonNull(
              FaultBench.fail(session, statement.in(broken.text())).error().server());
      assertThat(error.position()).as(broken.text()).isPositive();
      int offset = finder.offset(broken.text(), statement, error.position());
      if (offset == broken.offset()) {
        exact++;
        assertThat(broken.text().startsWith(broken.token(), offset)).isTrue();
      }
    }
    return exact;
  }

  private static Broken broken(Random random, int number) {
    StringBuilder text = new StringBuilder();
    RandomText texts = new RandomText(random);
    int before = random.nextInt(4);
    for (int i = 0; i < before; i++) {
      gap(text, random);
      text.append("select ").append(Identifier.literal(texts.next(8)));
      gap(text, random);
      text.append(random.nextBoolean() ? ", $body$ ; '🐘 $body$" : ", \"now\"() as \"ẞ;😀\"");
      text.append(';');
    }
    gap(text, random);
    text.append("select ").append(Identifier.literal(texts.next(8))).append(" as \"🐘\"");
    gap(text, random);
    String token = token(random, number);
    int offset;
    if (token.equals("from")) {
      text.append(',');
      gap(text, random);
      text.append("1 +");
      gap(text, random);
      offset = text.length();
      text.append("from nowhere");
    } else if (token.startsWith("table_")) {
      text.append("from");
      gap(text, random);
      offset = text.length();
      text.append(token);
    } else {
      text.append(',');
      gap(text, random);
      offset = text.length();
      text.append(token);
      gap(text, random);
      text.append(token.startsWith("'") ? "::int" : "");
    }
    gap(text, random);
    text.append(random.nextBoolean() ? ";\r\nselect 'never sent 😀';" : "");
    return new Broken(text.toString(), before, offset, token);
  }

  private static String token(Random random, int number) {
    return switch (random.nextInt(6)) {
      case 0 -> "column_" + number;
      case 1 -> "\"Spalte 😀 " + number + "\"";
      case 2 -> "table_" + number;
      case 3 -> "function_" + number + "(1)";
      case 4 -> "'kein Wert 🐘'";
      default -> "from";
    };
  }

  private static void gap(StringBuilder text, Random random) {
    // A comment may stand anywhere but at the very start of one that follows at once.
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(GAPS[random.nextInt(GAPS.length)]);
    }
  }
}
