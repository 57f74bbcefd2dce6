package dev.tusk.core.sql;

/// Walks over the tokens that mean something: no white space, no comments.
final class TokenCursor {
  private final CharSequence text;
  private final SqlLexer lexer = new SqlLexer();
  private int depth;
  private boolean label;
  private boolean nextIsLabel;

  TokenCursor(CharSequence text, int start, int end) {
    this.text = text;
    lexer.reset(text, start, end, LexState.START);
  }

  boolean next() {
    while (lexer.next()) {
      if (!lexer.kind().isIgnored()) {
        step();
        return true;
      }
    }
    return false;
  }

  private void step() {
    label = nextIsLabel;
    nextIsLabel = is('.') || keyword().equals("as");
    if (is('(')) {
      depth++;
    } else if (is(')')) {
      depth--;
    }
  }

  TokenKind kind() {
    return lexer.kind();
  }

  /// The keyword in lower case; the empty string for any other token.
  String keyword() {
    return lexer.keyword();
  }

  boolean is(char c) {
    return lexer.end() == lexer.start() + 1 && text.charAt(lexer.start()) == c;
  }

  /// Open parentheses; an opening one counts itself, a closing one no longer.
  int depth() {
    return depth;
  }

  /// Whether the token stands behind `AS` or a dot, where every keyword may be a name.
  boolean mayBeLabel() {
    return label;
  }
}
