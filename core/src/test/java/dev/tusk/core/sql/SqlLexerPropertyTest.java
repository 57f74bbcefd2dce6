package dev.tusk.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Requirement({"D-8", "E-21"})
class SqlLexerPropertyTest {
  @Provide
  Arbitrary<String> sql() {
    return SqlTexts.any();
  }

  @Property(tries = 4000)
  void tokensConcatenateToTheInput(@ForAll("sql") String sql) {
    int at = 0;
    for (SqlToken token : SqlLexer.tokens(sql)) {
      assertThat(token.start()).isEqualTo(at);
      assertThat(token.end()).isGreaterThan(at);
      at = token.end();
    }
    assertThat(at).isEqualTo(sql.length());
  }

  @Property(tries = 4000)
  void lexingLineByLineEqualsLexingTheWhole(@ForAll("sql") String sql) {
    assertThat(byLine(sql, false)).isEqualTo(whole(sql));
    assertThat(byLine(sql, true)).isEqualTo(whole(sql));
  }

  @Property(tries = 2000)
  void readsEachCharacterABoundedNumberOfTimes(@ForAll("sql") String sql) {
    var text = new CountingText(sql.repeat(20));
    var lexer = new SqlLexer(text);
    while (lexer.next()) {
      assertThat(lexer.end()).isGreaterThan(lexer.start());
    }
    assertThat(text.reads()).isLessThanOrEqualTo(12L * text.length() + 12);
  }

  /// The whole text's tokens, those that span lines cut at each line feed and white space left out:
  /// where a line-wise lexer must agree.
  private static List<SqlToken> whole(String sql) {
    List<SqlToken> pieces = new ArrayList<>();
    for (SqlToken token : SqlLexer.tokens(sql)) {
      int from = token.start();
      for (int i = from; i < token.end(); i++) {
        if (sql.charAt(i) == '\n') {
          add(pieces, token.kind(), from, i);
          from = i + 1;
        }
      }
      add(pieces, token.kind(), from, token.end());
    }
    return pieces;
  }

  private static List<SqlToken> byLine(String sql, boolean withLineFeed) {
    List<SqlToken> pieces = new ArrayList<>();
    var lexer = new SqlLexer();
    var table = new LexStateTable();
    int state = 0;
    int from = 0;
    while (from <= sql.length()) {
      int feed = sql.indexOf('\n', from);
      int end = feed < 0 ? sql.length() : feed;
      boolean include = withLineFeed && feed >= 0;
      lexer.reset(sql, from, include ? end + 1 : end, table.of(state));
      while (lexer.next()) {
        boolean atFeed = include && lexer.end() == end + 1;
        add(pieces, lexer.kind(), lexer.start(), atFeed ? end : lexer.end());
      }
      state = table.idOf(include ? lexer.state() : lexer.stateAfterLine());
      from = end + 1;
    }
    return pieces;
  }

  private static void add(List<SqlToken> pieces, TokenKind kind, int start, int end) {
    if (end > start && kind != TokenKind.WHITESPACE) {
      pieces.add(new SqlToken(kind, start, end));
    }
  }
}
