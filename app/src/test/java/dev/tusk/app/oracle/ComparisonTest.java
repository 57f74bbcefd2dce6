package dev.tusk.app.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.app.oracle.Comparison.Aspect;
import dev.tusk.app.oracle.ServerLog.Sent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The comparison notices planted differences, and nothing of what the rules leave out.
final class ComparisonTest {
  private static final Observed PLAIN = observed("1\n", "ERROR:  22012: division by zero", "a b");

  @Test
  void oneByteOneLetterOneBlankAreNoticed() {
    assertThat(aspects(observed("1\r\n", "ERROR:  22012: division by zero", "a b")))
        .containsExactly(Aspect.OUTPUT);
    assertThat(aspects(observed("1\n", "ERROR:  22013: division by zero", "a b")))
        .containsExactly(Aspect.MESSAGES);
    assertThat(aspects(observed("1\n", "ERROR:  22012: division by zero\nHINT:  x", "a b")))
        .containsExactly(Aspect.MESSAGES);
    assertThat(aspects(observed("1\n", "ERROR:  22012: division by zero", "a  b")))
        .containsExactly(Aspect.STATEMENTS);
  }

  @Test
  void aMissingOrAnAddedStatementIsNoticed() {
    Observed none = new Observed(PLAIN.output(), PLAIN.messages(), List.of());
    assertThat(Comparison.differences(none, PLAIN)).containsOnlyKeys(Aspect.STATEMENTS);
    assertThat(Comparison.differences(PLAIN, none)).containsOnlyKeys(Aspect.STATEMENTS);
  }

  @Test
  void whatOnlyVerbosePsqlSaysIsLeftOut() {
    assertThat(
            ServerMessage.parse(
                "ERROR:  23505: dup\nDETAIL:  d\nSCHEMA NAME:  s\nLOCATION:  f, x.c:1"))
        .isEqualTo(ServerMessage.parse("ERROR:  23505: dup\nDETAIL:  d\nTUSK:  own hint"));
    assertThat(ServerMessage.parse("NOTICE:  00000: n"))
        .isEqualTo(ServerMessage.parse("NOTICE:  n"));
    assertThat(ServerMessage.parse("ERROR:  1: a\nLINE 1: x;\n        ^"))
        .isEqualTo(ServerMessage.parse("ERROR:  1: a\nLINE 1: x\n        ^"))
        .isNotEqualTo(ServerMessage.parse("ERROR:  1: a\nLINE 1: x\n       ^"));
  }

  @Test
  void onlyCommentsBlanksAndSemicolonsMayStandAround() {
    assertThat(Edges.equal("/* a */ -- b\n select 1 /* c */ ;", "select 1")).isTrue();
    assertThat(Edges.equal("select 1 + 1;", "select 1")).isFalse();
    assertThat(Edges.equal("select 1;", "elect 1")).isFalse();
    assertThat(Edges.equal("select /* a */ 1;", "select 1")).isFalse();
    assertThat(Edges.isEmpty(" ; -- x")).isTrue();
    assertThat(Edges.isEmpty("; select 1")).isFalse();
  }

  @Test
  void theLogGivesBackLinesTabsAndRefusedStatements() {
    String log =
        """
        @@db@7@ LOG:  statement: select 1,
        \t\t2;
        @@other@8@ LOG:  statement: select 9
        @@db@7@ LOG:  execute <unnamed>/C_1: select 3
        @@db@7@ ERROR:  division by zero
        @@db@7@ STATEMENT:  select 3
        @@db@7@ ERROR:  syntax error at or near "x"
        @@db@7@ STATEMENT:  x
        """;
    assertThat(ServerLog.all(log, "db"))
        .containsExactly(
            new Sent("statement", "select 1,\n\t2;"),
            new Sent("execute <unnamed>/C_1", "select 3"),
            new Sent("refused", "x"));
  }

  @Test
  void whatTuskSendsOfItselfIsLeftOutAndTheRestIsNot() {
    assertThat(
            StatementRule.ofTusk(
                List.of(
                    new Sent("statement", "BEGIN"),
                    new Sent("execute <unnamed>/C_1", "select 1"),
                    new Sent("execute fetch from <unnamed>/C_1", "select 1"),
                    new Sent("statement", "COMMIT"),
                    new Sent("statement", "begin"),
                    new Sent("statement", "select pg_catalog.set_config('x', 'y', false)"))))
        .containsExactly("select 1", "begin", "select pg_catalog.set_config('x', 'y', false)");
  }

  private static Set<Aspect> aspects(Observed other) {
    return Comparison.differences(other, PLAIN).keySet();
  }

  private static Observed observed(String output, String message, String statement) {
    return new Observed(output, List.of(ServerMessage.parse(message)), List.of(statement));
  }
}
