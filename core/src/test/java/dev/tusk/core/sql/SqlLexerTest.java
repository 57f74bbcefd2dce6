package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLexerTest {
  /// Tokens as `KIND text`, white space left out.
  private static List<String> lex(String sql) {
    return SqlLexer.tokens(sql).stream()
        .filter(t -> t.kind() != TokenKind.WHITESPACE)
        .map(t -> t.kind() + " " + t.in(sql))
        .toList();
  }

  private static String texts(String sql) {
    return SqlLexer.tokens(sql).stream()
        .filter(t -> t.kind() != TokenKind.WHITESPACE)
        .map(t -> t.in(sql))
        .collect(Collectors.joining(" "));
  }

  @Test
  void tellsTheKindsOfWords() {
    assertThat(lex("SELECT naïve, \"A\"\"b\", U&\"d\\0061t\" x$1"))
        .containsExactly(
            "KEYWORD SELECT",
            "IDENTIFIER naïve",
            "PUNCTUATION ,",
            "QUOTED_IDENTIFIER \"A\"\"b\"",
            "PUNCTUATION ,",
            "UNICODE_IDENTIFIER U&\"d\\0061t\"",
            "IDENTIFIER x$1");
  }

  @Test
  void tellsTheSevenStringForms() {
    assertThat(lex("'it''s' e'\\'' U&'\\0061' b'01' X'1F' N'n' $f$ '; $$ $f$"))
        .containsExactly(
            "STRING 'it''s'",
            "ESCAPE_STRING e'\\''",
            "UNICODE_STRING U&'\\0061'",
            "BIT_STRING b'01'",
            "HEX_STRING X'1F'",
            "NATIONAL_STRING N'n'",
            "DOLLAR_STRING $f$ '; $$ $f$");
  }

  @Test
  void aBackslashMeansNothingInAPlainString() {
    assertThat(lex("'a\\' b")).containsExactly("STRING 'a\\'", "IDENTIFIER b");
  }

  @Test
  void anEscapeStringGoesOnAcrossALineBreakWithItsEscapes() {
    assertThat(lex("E'a' -- c\n 'b\\'c' d"))
        .containsExactly(
            "ESCAPE_STRING E'a'", "LINE_COMMENT -- c", "ESCAPE_STRING 'b\\'c'", "IDENTIFIER d");
    assertThat(lex("E'a' 'b\\' c")).contains("STRING 'b\\'", "IDENTIFIER c");
  }

  @Test
  void dollarQuotesNeedTheirOwnTagAndNoLetterBefore() {
    assertThat(lex("$a$ $b$ $a$b$a$ x")).contains("DOLLAR_STRING $a$ $b$ $a$", "IDENTIFIER b$a$");
    assertThat(lex("x$$y")).containsExactly("IDENTIFIER x$$y");
    assertThat(lex("$ä_1$;$ä_1$")).containsExactly("DOLLAR_STRING $ä_1$;$ä_1$");
    assertThat(lex("$1$a$b$a$")).containsExactly("PARAMETER $1", "DOLLAR_STRING $a$b$a$");
    assertThat(lex("$ab c")).containsExactly("ERROR $", "IDENTIFIER ab", "IDENTIFIER c");
  }

  @Test
  void commentsNestAndEndOperators() {
    assertThat(lex("1+/* a /* b */ c */2 --x\n@--y"))
        .containsExactly(
            "NUMBER 1",
            "OPERATOR +",
            "BLOCK_COMMENT /* a /* b */ c */",
            "NUMBER 2",
            "LINE_COMMENT --x",
            "OPERATOR @",
            "LINE_COMMENT --y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "1=-1 → 1 = - 1",
        "a<->b → a <-> b",
        "a@-b → a @- b",
        "a*-b → a * - b",
        "a->>'b' → a ->> 'b'",
        "a@>b||c → a @> b || c",
        "a::int[] → a :: int [ ]",
        "a:=b=>c → a := b => c",
        "+++ → + + +",
        "<=-+ → <= - +",
        "a!=-1 → a !=- 1",
        "a*/*c*/b → a * /*c*/ b",
      })
  void cutsOperatorsAsTheServerDoes(String sql, String expected) {
    assertThat(texts(sql)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1_000",
        "0xFF_0a",
        "0b1_0",
        "0o17",
        "0x_1",
        "1.",
        ".5",
        "1.5e-10",
        "1e5",
        "1_0.0_1E+2"
      })
  void knowsTheFormsOfNumbers(String number) {
    assertThat(lex(number)).containsExactly("NUMBER " + number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123abc", "1_", "1__0", "0x", "0b2x", "1e", "1.5x", "$1a", "100_e5"})
  void lettersBehindANumberAreAnError(String junk) {
    assertThat(lex(junk)).containsExactly("ERROR " + junk);
  }

  @Test
  void twoDotsBehindAnIntegerAreNotItsFraction() {
    assertThat(texts("1..10")).isEqualTo("1 .. 10");
  }

  @Test
  void onlyTheSemicolonOfAStatementTerminates() {
    assertThat(lex("create rule r as on insert to t do (a; b); c;"))
        .filteredOn(t -> t.endsWith(";"))
        .containsExactly("PUNCTUATION ;", "TERMINATOR ;", "TERMINATOR ;");
  }

  @Test
  void linesBehindCopyFromStdinAreData() {
    assertThat(lex("COPY t FROM stdin; -- go\n1\t'x;\n\\.\nselect 1"))
        .containsSubsequence(
            "TERMINATOR ;",
            "LINE_COMMENT -- go",
            "COPY_DATA 1\t'x;\n",
            "COPY_END \\.",
            "KEYWORD select");
  }

  @Test
  void aBackslashOutsideOfStringsStartsAPsqlCommand() {
    assertThat(lex("select 1 \\gset x '\nselect '\\a'"))
        .containsExactly(
            "KEYWORD select",
            "NUMBER 1",
            "PSQL_COMMAND \\gset x '",
            "KEYWORD select",
            "STRING '\\a'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a", "E'a\\", "\"a", "$a$ b", "/* /* */", "U&\"x", "b'1", "n'x"})
  void theStateSaysThatATokenIsCutOff(String sql) {
    var lexer = new SqlLexer("x " + sql);
    while (lexer.next()) {
      assertThat(lexer.end()).isPositive();
    }
    assertThat(lexer.state().insideToken()).isTrue();
    assertThat(lexer.end()).isEqualTo(sql.length() + 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+",
        "-+",
        "/",
        "(",
        "'",
        "$a$",
        "$a",
        "/*",
        "*/",
        "E'\\",
        "copy t from stdin;",
        "\\;",
        "1e",
        "create function f begin case ",
        "$aaaaaaaa",
        "\"",
        "U&",
        ";",
        "a.",
        "1_",
        "--",
        "<+-"
      })
  void hostileTextCostsNoMoreThanItsLength(String piece) {
    var text = new CountingText(piece.repeat(50_000));
    var lexer = new SqlLexer(text);
    while (lexer.next()) {
      assertThat(lexer.end() > lexer.start()).isTrue();
    }
    assertThat(text.reads()).isLessThanOrEqualTo(12L * text.length());
  }
}
