package dev.tusk.swing.editor.text;

import dev.tusk.core.sql.LexStateTable;
import dev.tusk.core.sql.SqlLexer;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.OccurrenceMarker;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMakerBase;
import org.fife.ui.rsyntaxtextarea.TokenTypes;
import org.jspecify.annotations.Nullable;

/// Colours a document with the core's lexer, line by line. One per document; event thread only.
///
/// The text area keeps an `int` per line, which here is the number of the lexer's state at its end.
public final class SqlTokenMaker extends TokenMakerBase {
  private final SqlLexer lexer = new SqlLexer();
  private final LexStateTable states = new LexStateTable();
  private final WordColors words = new WordColors();

  @Override
  public Token getTokenList(Segment text, int initialTokenType, int startOffset) {
    resetTokenList();
    lexer.reset(text, 0, text.count, states.of(initialTokenType));
    words.startLine();
    while (lexer.next()) {
      var type = words.type(lexer.kind(), text, lexer.start(), lexer.end());
      addToken(
          text.array,
          text.offset + lexer.start(),
          text.offset + lexer.end() - 1,
          type,
          startOffset + lexer.start());
    }
    addNullToken();
    return firstToken;
  }

  @Override
  public int getLastTokenTypeOnLine(Segment text, int initialTokenType) {
    lexer.reset(text, 0, text.count, states.of(initialTokenType));
    while (lexer.next()) {
      // only the state behind the last token matters
    }
    return states.idOf(lexer.stateAfterLine());
  }

  @Override
  public int getClosestStandardTokenTypeForInternalType(int type) {
    return TokenTypes.NULL;
  }

  @Override
  public @Nullable String[] getLineCommentStartAndEnd(int languageIndex) {
    return new @Nullable String[] {"--", null};
  }

  @Override
  public boolean getMarkOccurrencesOfTokenType(int type) {
    return false;
  }

  @Override
  protected OccurrenceMarker createOccurrenceMarker() {
    return super.createOccurrenceMarker();
  }
}
