package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaretContextTest {
  private static CaretContext at(String sql, String place) {
    int offset = sql.indexOf(place);
    return CaretContext.of(sql, sql.codePointCount(0, offset) + 1).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "select customers.emial from customers → customers.emial → customers.emial",
        "select c.\"E\".f(1) → c.\"E\" → c.\"E\".f",
        "select emial from c → emial → emial",
        "select c.* from d → c.* → c.",
        "selec 1 → selec → selec",
        "select 1 + + 'a b' → 'a b' → 'a b'",
        "select 'a b' → b' → 'a b'",
        "select a <=> b → <=> → <=>",
        "create function f() as $$ selec 1 $$ → selec → selec",
        "create function f() as $a$ select $b$ x.y $b$ $a$ → x.y → x.y",
        "select 'open → 'open → 'open",
      })
  void marksTheWholeToken(String sql, String place, String marked) {
    CaretContext caret = at(sql, place);
    assertThat(sql.substring(caret.tokenStart(), caret.tokenEnd())).isEqualTo(marked);
  }

  @Test
  void countsCodePointsAsTheServerDoes() {
    String sql = "select '😀é', emial";
    CaretContext caret = CaretContext.of(sql, 14).orElseThrow();
    assertThat(caret.offset()).isEqualTo(sql.indexOf("emial"));
    assertThat(caret.column()).isEqualTo(14);
  }

  @Test
  void anErrorAtTheEndMarksTheLastToken() {
    String sql = "select 1 from  -- x\n";
    CaretContext caret = CaretContext.of(sql, sql.length() + 1).orElseThrow();
    assertThat(caret.offset()).isEqualTo(sql.length());
    assertThat(sql.substring(caret.tokenStart(), caret.tokenEnd())).isEqualTo("from");
    assertThat(caret.line()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 10, Integer.MAX_VALUE})
  void aPositionOutsideOfTheTextIsNone(int position) {
    assertThat(CaretContext.of("select 1", position)).isEmpty();
  }

  @Test
  void tellsThePlaceInTheWholeScript() {
    String script = "select 1;\n\n  select\n   x;";
    int start = script.indexOf("select\n");
    CaretContext caret = CaretContext.of("select\n   x", 11).orElseThrow().within(script, start);
    assertThat(caret.offset()).isEqualTo(script.indexOf('x'));
    assertThat(caret.tokenEnd()).isEqualTo(script.indexOf('x') + 1);
    assertThat(caret.line()).isEqualTo(4);
    assertThat(caret.column()).isEqualTo(4);
    assertThat(caret.excerpt()).isEqualTo("LINE 2:    x\n           ^");
  }

  @Test
  void printsTheExcerptAsPsqlDoes() {
    assertThat(at("select\t1,\r\n\temial\r\nfrom t", "emial").excerpt())
        .isEqualTo("LINE 2:  emial\n         ^");
    assertThat(at("select '漢字', x", "x").excerpt())
        .isEqualTo("LINE 1: select '漢字', x\n                       ^");
  }

  @Test
  void cutsLongLinesAsPsqlDoes() {
    String pad = "a, ".repeat(40);
    assertThat(at("select x, " + pad, "x").excerpt())
        .isEqualTo(
            "LINE 1: select x, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,...\n"
                + "               ^");
    assertThat(at("select " + pad + "x, " + pad, "x").excerpt())
        .isEqualTo(
            "LINE 1: ..., a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, x, a, a, a...\n"
                + " ".repeat(61)
                + "^");
  }
}
