package dev.tusk.swing.editor.text;

import dev.tusk.core.sql.LexStateTable;
import dev.tusk.core.sql.SqlLexer;
import dev.tusk.core.sql.WordRole;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMakerBase;
import org.fife.ui.rsyntaxtextarea.TokenTypes;

/// Colours a document with the core's lexer, line by line. One per document; event thread only.
///
/// The text area keeps an `int` per line, which here is the number of the lexer's state at its end.
public final class SqlTokenMaker extends TokenMakerBase {
  private final SqlLexer lexer = new SqlLexer();
  private final LexStateTable states = new LexStateTable();

  @Override
  public Token getTokenList(Segment text, int initialTokenType, int startOffset) {
    resetTokenList();
    lexer.reset(text, 0, text.count, states.of(initialTokenType));
    while (lexer.next()) {
      var type = type(text);
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

  private int type(Segment line) {
    return switch (lexer.kind()) {
      case WHITESPACE -> TokenTypes.WHITESPACE;
      case LINE_COMMENT -> TokenTypes.COMMENT_EOL;
      case BLOCK_COMMENT -> TokenTypes.COMMENT_MULTILINE;
      case KEYWORD, IDENTIFIER ->
          switch (WordRole.of(line, lexer.start(), lexer.end())) {
            case KEYWORD -> TokenTypes.RESERVED_WORD;
            case TYPE -> TokenTypes.DATA_TYPE;
            case FUNCTION -> TokenTypes.FUNCTION;
            case NAME -> TokenTypes.IDENTIFIER;
          };
      case QUOTED_IDENTIFIER, UNICODE_IDENTIFIER -> TokenTypes.IDENTIFIER;
      case STRING,
          ESCAPE_STRING,
          UNICODE_STRING,
          BIT_STRING,
          HEX_STRING,
          NATIONAL_STRING,
          DOLLAR_STRING ->
          TokenTypes.LITERAL_CHAR;
      case NUMBER -> TokenTypes.LITERAL_NUMBER_DECIMAL_INT;
      case OPERATOR, TERMINATOR -> TokenTypes.OPERATOR;
      // the text area matches brackets only when they are separators
      case PUNCTUATION ->
          "()[]".indexOf(line.charAt(lexer.start())) >= 0
              ? TokenTypes.SEPARATOR
              : TokenTypes.OPERATOR;
      case PARAMETER -> TokenTypes.VARIABLE;
      case PSQL_COMMAND -> TokenTypes.PREPROCESSOR;
      case COPY_DATA, COPY_END -> TokenTypes.LITERAL_BACKQUOTE;
      case ERROR -> TokenTypes.ERROR_IDENTIFIER;
    };
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
  public String[] getLineCommentStartAndEnd(int languageIndex) {
    return new String[] {"--", ""};
  }

  @Override
  public boolean getMarkOccurrencesOfTokenType(int type) {
    return false;
  }
}
