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
class StatementSplitterPropertyTest {
  @Provide
  Arbitrary<String> sql() {
    return SqlTexts.any();
  }

  @Property(tries = 4000)
  void nothingThatMeansSomethingIsLost(@ForAll("sql") String sql) {
    List<SqlToken> outside = new ArrayList<>();
    List<ScriptItem> items = Script.of(sql).items();
    for (SqlToken token : SqlLexer.tokens(sql)) {
      boolean held = items.stream().anyMatch(item -> holds(item, token));
      if (!held) {
        outside.add(token);
      }
    }
    assertThat(outside)
        .allMatch(
            t ->
                t.kind().isIgnored()
                    || t.kind() == TokenKind.TERMINATOR
                    || t.kind() == TokenKind.COPY_END);
  }

  @Property(tries = 2000)
  void itemsFollowEachOtherWithoutOverlap(@ForAll("sql") String sql) {
    int end = 0;
    for (ScriptItem item : Script.of(sql).items()) {
      assertThat(item.start()).isGreaterThanOrEqualTo(end);
      assertThat(item.end()).isGreaterThan(item.start());
      end = item.end();
    }
    assertThat(end).isLessThanOrEqualTo(sql.length());
  }

  @Property(tries = 2000)
  void aScriptSplitsIntoTheStatementsItWasJoinedFrom(@ForAll("sql") String sql) {
    List<String> whole =
        Script.of(sql).statements().stream()
            .filter(s -> s.copyData() == null && s.terminated())
            .map(s -> s.in(sql))
            .toList();
    String joined = String.join(";\n", whole) + ";";
    assertThat(Script.of(joined).statements().stream().map(s -> s.in(joined)).toList())
        .isEqualTo(whole);
  }

  @Property(tries = 1000)
  void everyCaretFindsAnItemOfANonEmptyScript(@ForAll("sql") String sql) {
    Script script = Script.of(sql);
    for (int caret = 0; caret <= sql.length(); caret++) {
      assertThat(script.itemAt(caret).isPresent()).isEqualTo(!script.items().isEmpty());
    }
  }

  private static boolean holds(ScriptItem item, SqlToken token) {
    if (item.start() <= token.start() && token.end() <= item.end()) {
      return true;
    }
    CopyData data = item instanceof Statement statement ? statement.copyData() : null;
    return data != null && data.start() <= token.start() && token.end() <= data.end();
  }
}
