package dev.tusk.core.sql;

import org.jspecify.annotations.Nullable;

/// Finds what an error at an offset is about: the token there, with the names that dots join to it.
final class ErrorToken {
  /// Function bodies inside function bodies are looked into this far.
  private static final int MAX_NESTING = 4;

  private ErrorToken() {}

  static SqlToken at(CharSequence sql, int offset) {
    SqlToken found = find(sql, 0, sql.length(), offset, MAX_NESTING);
    return found == null ? new SqlToken(TokenKind.ERROR, offset, offset) : found;
  }

  /// The token at `offset`, or else the last one before it that means something.
  private static @Nullable SqlToken find(
      CharSequence sql, int from, int to, int offset, int nesting) {
    var lexer = new SqlLexer();
    lexer.reset(sql, from, to, LexState.START);
    SqlToken found = null;
    while (lexer.next() && (found == null || lexer.start() <= offset || joins(sql, found, lexer))) {
      SqlToken token = lexer.token();
      if (found != null && joins(sql, found, lexer)) {
        found = new SqlToken(found.kind(), found.start(), token.end());
      } else if (!token.kind().isIgnored() || token.covers(offset)) {
        found = token;
      }
    }
    return found == null || !found.covers(offset) ? found : inside(sql, found, offset, nesting);
  }

  /// Whether the lexer's token continues a dotted name: a dot behind a word, a word behind a dot.
  private static boolean joins(CharSequence sql, SqlToken name, SqlLexer lexer) {
    if (!name.kind().isWord() || name.end() != lexer.start()) {
      return false;
    }
    boolean behindDot = sql.charAt(name.end() - 1) == '.';
    boolean dot = sql.charAt(lexer.start()) == '.' && lexer.kind() == TokenKind.PUNCTUATION;
    return behindDot ? lexer.kind().isWord() : dot;
  }

  /// An error inside a function's body is reported at its place in the dollar-quoted string.
  private static SqlToken inside(CharSequence sql, SqlToken token, int offset, int nesting) {
    if (token.kind() != TokenKind.DOLLAR_STRING || nesting == 0) {
      return token;
    }
    int tagEnd = token.start() + 1;
    while (sql.charAt(tagEnd) != '$') {
      tagEnd++;
    }
    int bodyStart = tagEnd + 1;
    int bodyEnd = token.end() - (bodyStart - token.start());
    if (offset < bodyStart || offset >= bodyEnd) {
      return token;
    }
    SqlToken nested = find(sql, bodyStart, bodyEnd, offset, nesting - 1);
    return nested == null ? token : nested;
  }
}
