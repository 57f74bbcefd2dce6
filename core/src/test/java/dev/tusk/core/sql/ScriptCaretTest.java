package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptCaretTest {
  /// `|` is the caret, `/` a line break.
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "|select 1; select 2; → select 1",
        "sel|ect 1; select 2; → select 1",
        "select 1|; select 2; → select 1",
        "select 1;| select 2; → select 1",
        "select 1;|select 2; → select 2",
        "select 1; |select 2; → select 2",
        "select 1;  | -- why/select 2; → select 1",
        "select 1; -- wh|y/select 2; → select 1",
        "select 1; /-- abo|ut 2/select 2; → select 2",
        "select 1; /|/select 2; → select 1",
        "select 1;///|/select 2; → select 2",
        "-- top |/select 1; select 2; → select 1",
        "|//select 1; → select 1",
        "select 1;///| → select 1",
        "select/1/|/+ 1;select 2; → select/1//+ 1",
      })
  void findsTheStatementThatTheCaretMeans(String marked, String expected) {
    String script = marked.replace('/', '\n');
    int caret = script.indexOf('|');
    String text = script.replace("|", "");
    assertThat(Script.of(text).statementAt(caret).orElseThrow().in(text).replace('\n', '/'))
        .isEqualTo(expected);
  }

  @Test
  void copyDataBelongsToItsStatement() {
    String script = "copy t from stdin;\n1\n2\n\\.\nselect 1;";
    Script split = Script.of(script);
    assertThat(split.statementAt(script.indexOf('2')).orElseThrow().in(script))
        .isEqualTo("copy t from stdin");
  }

  @Test
  void nothingIsMeantOnAPsqlLineOrWithoutStatements() {
    assertThat(Script.of("\\d t\nselect 1").statementAt(2)).isEmpty();
    assertThat(Script.of("\\d t\nselect 1").itemAt(2)).containsInstanceOf(PsqlLine.class);
    assertThat(Script.of(" -- x").statementAt(2)).isEmpty();
    assertThat(Script.of("select 1").statementAt(99)).isPresent();
  }
}
