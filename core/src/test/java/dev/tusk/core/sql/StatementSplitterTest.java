package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementSplitterTest {
  private static List<String> split(String script) {
    return Script.of(script).statements().stream().map(s -> s.in(script)).toList();
  }

  @Test
  void cutsAtSemicolonsAndLeavesCommentsAroundOut() {
    assertThat(split("-- a\nselect 1 /* in */ + 2 -- b\n;\n\n/* c */ select ';' ; -- end"))
        .containsExactly("select 1 /* in */ + 2", "select ';'");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstStatement() {
    assertThat(split("\ufeffselect 1; select \ufeff")).containsExactly("select 1", "select \ufeff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";;", " ; -- x\n;", "/* only */", "/*+ hint */ ;"})
  void emptyStatementsYieldNothing(String script) {
    assertThat(Script.of(script).items()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create rule r as on insert to t do also (insert into a values (1); delete from b)",
        "create function f() returns int begin atomic select 1; select 2; end",
        "CREATE OR REPLACE /* x */ PROCEDURE p() LANGUAGE sql BEGIN ATOMIC insert into t values"
            + " (case when true then 1 end); select case 1 when 1 then case when true then 2 end"
            + " end; END",
        "create function g() returns int as $$ begin; return 1; end; $$ language plpgsql",
        "do $x$ begin perform 1; end $x$",
        "select 'a;b', E'\\';', \"c;d\", $$;$$, /* ; /* ; */ ; */ U&';' -- ;\n, 1",
        "insert into t values ('--;'), ('/*;')",
        "select 1 as begin",
        "/*+ SeqScan(t) */ select 1"
      })
  void semicolonsInsideDoNotSplit(String statement) {
    assertThat(split(statement + ";\nselect 1;")).containsExactly(statement, "select 1");
  }

  @Test
  void beginOfATransactionEndsAtItsSemicolon() {
    assertThat(split("begin; create table t(); end;"))
        .containsExactly("begin", "create table t()", "end");
    assertThat(split("create table begin(a int); select case 1 when 1 then 2 end; select 2"))
        .hasSize(3);
  }

  @Test
  void saysWhereAStatementStandsAndWhatItIs() {
    Statement statement =
        Script.of("\n\n  create or replace view v as select 1 ;").statements().getFirst();
    assertThat(statement.line()).isEqualTo(3);
    assertThat(statement.start()).isEqualTo(4);
    assertThat(statement.terminated()).isTrue();
    assertThat(statement.terminatorEnd()).isEqualTo(statement.end() + 2);
    assertThat(statement.command()).isEqualTo("CREATE OR REPLACE");
    assertThat(statement.kind()).isEqualTo(StatementKind.DDL);
    assertThat(Script.of("select 1").statements().getFirst().terminated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY t FROM stdin",
        "copy public.\"T\" (a, b) from STDIN with (format csv, header)",
        "Copy t /* from */ From /* x */ -- y\n StdIn csv",
        "copy t from stdout",
      })
  void copyDataBelongsToItsStatement(String copy) {
    String script = copy + ";\n1;\t'\n\n2\\.\n\\.\r\nselect 1;";
    var statements = Script.of(script).statements();
    assertThat(statements).extracting(s -> s.in(script)).containsExactly(copy, "select 1");
    assertThat(statements.getFirst().kind()).isEqualTo(StatementKind.COPY_FROM_STDIN);
    assertThat(data(script, 0)).isEqualTo("1;\t'\n\n2\\.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy t to stdout",
        "copy (select a from stdin) to stdout",
        "copy t from 'stdin'",
        "copy t from program 'cat' -- from stdin\n",
        "select 'copy t from stdin'",
        "create table copy (\"from\" int) /* copy from stdin */",
        "select copy from stdin"
      })
  void otherStatementsTakeNoData(String statement) {
    assertThat(split(statement + ";\nselect 1;")).hasSize(2);
  }

  @Test
  void copyDataReachesToTheEndOfTheScriptWithoutItsMark() {
    String script = "copy t from stdin;\n1\n2";
    assertThat(data(script, 0)).isEqualTo("1\n2");
    assertThat(data("copy t from stdin;", 0)).isEmpty();
    assertThat(data("copy t from stdin", 0)).isEmpty();
    assertThat(data("copy t from stdin;\n\\.\nselect 1;", 0)).isEmpty();
  }

  @Test
  void statementsOnTheLineOfACopyComeBeforeItsData() {
    String script = "copy a from stdin; copy b from stdin; select 1;\n1\n\\.\n2\n\\.\nselect 2;";
    assertThat(split(script))
        .containsExactly("copy a from stdin", "copy b from stdin", "select 1", "select 2");
    assertThat(data(script, 0)).isEqualTo("1\n");
    assertThat(data(script, 1)).isEqualTo("2\n");
  }

  @Test
  void psqlLinesAreReportedWithTheirLine() {
    String script = "select '\\a';\n-- \\b\n\\set x 1;\nselect 1 \\gset\nselect 2;";
    assertThat(Script.of(script).items())
        .extracting(ScriptItem::line, i -> script.substring(i.start(), i.end()))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, "select '\\a'"),
            org.assertj.core.groups.Tuple.tuple(3, "\\set x 1;"),
            org.assertj.core.groups.Tuple.tuple(4, "select 1"),
            org.assertj.core.groups.Tuple.tuple(4, "\\gset"),
            org.assertj.core.groups.Tuple.tuple(5, "select 2"));
    assertThat(Script.of(script).firstPsqlLine().orElseThrow().command()).isEqualTo("\\set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "select (",
        "'",
        "$a$;",
        "/*",
        "copy t from stdin;\n",
        "\\x\n",
        ";",
        "select 1;",
        "with x as (insert ",
        "create function f() begin ",
        "copy ",
        "\"",
        "copy t from stdin;"
      })
  void hostileScriptsCostNoMoreThanTheirLength(String piece) {
    var text = new CountingText(piece.repeat(20_000));
    assertThat(StatementSplitter.split(text).text()).isSameAs(text);
    assertThat(text.reads()).isLessThanOrEqualTo(40L * text.length());
  }

  private static String data(String script, int statement) {
    CopyData data = Script.of(script).statements().get(statement).copyData();
    assertThat(data).isNotNull();
    return data == null ? "" : script.substring(data.start(), data.end());
  }
}
