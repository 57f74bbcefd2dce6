package dev.tusk.swing.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.sql.SqlLexer;
import java.util.ArrayList;
import java.util.List;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.RSyntaxDocument;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTokenMakerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "select 'a\nb', $$x\n'y$$, /* c\n /* d */\n e */ 2;\n-- end",
        "create function f() returns int language sql begin atomic\n select 1;\nend;\nselect 2",
        "copy t from stdin;\n1\t'x\n\\.\nselect 'after'",
        "select E'it\\'s\n' \n 'more\\'' , U&\"d\\0061t\na\", \"q\"\"\nx\""
      })
  void linesAreCutWhereTheLexerCutsTheWholeText(String text) throws Exception {
    var document = new RSyntaxDocument("text/plain");
    document.setSyntaxStyle(new SqlTokenMaker());
    document.insertString(0, text, null);

    assertThat(starts(document)).containsAll(wholeTextStarts(text));
  }

  @Test
  void aStringThatRunsOverLinesIsAStringOnEachOfThem() throws Exception {
    var document = new RSyntaxDocument("text/plain");
    document.setSyntaxStyle(new SqlTokenMaker());
    document.insertString(0, "select 'a\nselect\n'", null);

    assertThat(document.getTokenListForLine(1).getType()).isEqualTo(TokenTypes.LITERAL_CHAR);
  }

  @Test
  void closingAStringRecoloursTheLinesBelow() throws Exception {
    var document = new RSyntaxDocument("text/plain");
    document.setSyntaxStyle(new SqlTokenMaker());
    document.insertString(0, "select 'a\nselect 1", null);
    document.insertString(9, "'", null);

    assertThat(document.getTokenListForLine(1).getType()).isEqualTo(TokenTypes.RESERVED_WORD);
  }

  @Test
  void aNameThatIsAlsoAKeywordIsANameBehindADot() {
    var text = "select o.name";
    var token = new SqlTokenMaker().getTokenList(segment(text), 0, 0);
    var types = new ArrayList<Integer>();
    for (Token t = token; t != null && t.isPaintable(); t = t.getNextToken()) {
      types.add(t.getType());
    }

    assertThat(types.getFirst()).isEqualTo(TokenTypes.RESERVED_WORD);
    assertThat(types.getLast()).isEqualTo(TokenTypes.IDENTIFIER);
  }

  private static Segment segment(String text) {
    return new Segment(text.toCharArray(), 0, text.length());
  }

  private static List<Integer> starts(RSyntaxDocument document) {
    var starts = new ArrayList<Integer>();
    for (var line = 0; line < document.getDefaultRootElement().getElementCount(); line++) {
      for (Token t = document.getTokenListForLine(line);
          t != null && t.isPaintable();
          t = t.getNextToken()) {
        starts.add(t.getOffset());
      }
    }
    return starts;
  }

  /// The places where a token other than white space starts.
  private static List<Integer> wholeTextStarts(String text) {
    return SqlLexer.tokens(text).stream()
        .filter(t -> !t.in(text).isBlank())
        .map(t -> t.start())
        .toList();
  }
}
