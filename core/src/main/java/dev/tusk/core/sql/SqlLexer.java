package dev.tusk.core.sql;

import dev.tusk.core.sql.LexState.Mode;
import java.util.ArrayList;
import java.util.List;

/// PostgreSQL's lexer (`scan.l` of version 18, with psql's backslash commands and `COPY` data): the
/// tokens of any text follow each other without a gap and together are exactly that text. It never
/// throws, takes linear time and allocates only for the tags of dollar quotes. A token that the
/// text's end cuts off keeps its kind; [#state] then says so.
///
/// An editor lexes line by line: [#reset] with the state at the start of the line, [#next] until
/// false, [#stateAfterLine] for the next line. Confined to one thread; reuse one instance.
///
/// `COPY` data starts on the line behind the one that holds the semicolon of `COPY … FROM STDIN`;
/// what stands on the rest of that line ends with it.
public final class SqlLexer {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final StatementTracker tracker = new StatementTracker();
  private final OperatorRun operators = new OperatorRun();
  private CharSequence text = "";
  private int limit;
  private int pos;
  private int start;
  private TokenKind kind = TokenKind.WHITESPACE;
  private int keyword = -1;
  private Mode mode = Mode.NORMAL;
  private int depth;
  private String tag = "";
  private int pendingCopies;

  /// Where the line ends behind which `COPY` data starts; -1 while not known.
  private int copyLineEnd = -1;

  /// A lexer of an empty text.
  public SqlLexer() {}

  /// A lexer of a whole text.
  public SqlLexer(CharSequence text) {
    reset(text, 0, text.length(), LexState.START);
  }

  /// All tokens of a text. For large texts prefer [#next], which keeps nothing.
  public static List<SqlToken> tokens(CharSequence text) {
    List<SqlToken> tokens = new ArrayList<>();
    var lexer = new SqlLexer(text);
    while (lexer.next()) {
      tokens.add(lexer.token());
    }
    return tokens;
  }

  /// Starts over on the characters from `from` to `to` of a text, in a given state. A state inside
  /// `COPY` data must stand at the start of a line.
  public void reset(CharSequence newText, int from, int to, LexState state) {
    text = newText;
    pos = from;
    start = from;
    limit = to;
    mode = state.mode();
    depth = state.depth();
    tag = state.tag();
    tracker.set(state.phase(), state.parens(), state.begins());
    pendingCopies = state.pendingCopies();
    copyLineEnd = -1;
    operators.reset();
  }

  /// Goes to the next token; false at the end.
  public boolean next() {
    if (pos >= limit) {
      return false;
    }
    start = pos;
    keyword = -1;
    if (mode == Mode.COPY_DATA) {
      copyData();
      return true;
    }
    int stop = stop();
    if (pos == stop) {
      pos++;
      kind = TokenKind.WHITESPACE;
      startCopyData();
      return true;
    }
    switch (mode) {
      case NORMAL -> normal(stop);
      case AFTER_ESCAPE_STRING, AFTER_ESCAPE_STRING_LINE -> afterEscapeString(stop);
      case BLOCK_COMMENT -> blockComment(stop);
      case DOLLAR_STRING -> dollarString(stop);
      case QUOTED_IDENTIFIER -> quoted(TokenKind.QUOTED_IDENTIFIER, '"', stop);
      case UNICODE_IDENTIFIER -> quoted(TokenKind.UNICODE_IDENTIFIER, '"', stop);
      case STRING -> quoted(TokenKind.STRING, '\'', stop);
      case ESCAPE_STRING -> escapeString(stop);
      case UNICODE_STRING -> quoted(TokenKind.UNICODE_STRING, '\'', stop);
      case BIT_STRING -> quoted(TokenKind.BIT_STRING, '\'', stop);
      case HEX_STRING -> quoted(TokenKind.HEX_STRING, '\'', stop);
      case NATIONAL_STRING -> quoted(TokenKind.NATIONAL_STRING, '\'', stop);
      case COPY_DATA -> copyData();
    }
    return true;
  }

  /// The kind of the current token.
  public TokenKind kind() {
    return kind;
  }

  /// The offset of the current token's first character in the whole text.
  public int start() {
    return start;
  }

  /// The offset behind the current token's last character.
  public int end() {
    return pos;
  }

  /// The current token as a value.
  public SqlToken token() {
    return new SqlToken(kind, start, pos);
  }

  /// The state behind the current token.
  LexState state() {
    return stateIn(mode);
  }

  /// The state at the start of the next line, when the text given was one line without its line
  /// break.
  public LexState stateAfterLine() {
    if (pendingCopies > 0 && mode != Mode.COPY_DATA) {
      return new LexState(Mode.COPY_DATA, 0, "", 0, 0, 0, pendingCopies);
    }
    return stateIn(mode == Mode.AFTER_ESCAPE_STRING ? Mode.AFTER_ESCAPE_STRING_LINE : mode);
  }

  /// The current token's keyword in lower case; the empty string when it is none.
  public String keyword() {
    return Keywords.word(keyword);
  }

  /// How many terminated `COPY … FROM STDIN` still wait for their data.
  int pendingCopies() {
    return pendingCopies;
  }

  /// Goes on at another offset behind the current token's start, outside of any token.
  void resumeAt(int offset) {
    pos = offset;
    mode = Mode.NORMAL;
    operators.reset();
  }

  private LexState stateIn(Mode in) {
    boolean startOfStatement = tracker.phase() == 0 && tracker.parens() == 0;
    if (in == Mode.NORMAL && startOfStatement && tracker.begins() == 0 && pendingCopies == 0) {
      return LexState.START;
    }
    return new LexState(
        in, depth, tag, tracker.phase(), tracker.parens(), tracker.begins(), pendingCopies);
  }

  private int stop() {
    if (pendingCopies == 0) {
      return limit;
    }
    if (copyLineEnd < 0) {
      int i = pos;
      while (i < limit && text.charAt(i) != '\n') {
        i++;
      }
      copyLineEnd = i;
    }
    return copyLineEnd;
  }

  private void startCopyData() {
    mode = Mode.COPY_DATA;
    depth = 0;
    tag = "";
    tracker.reset();
    copyLineEnd = -1;
  }

  /// Takes all lines up to `\.`, or the `\.` itself.
  private void copyData() {
    if (endsCopyData(pos)) {
      kind = TokenKind.COPY_END;
      pos += 2;
      pendingCopies--;
      mode = Mode.NORMAL;
      return;
    }
    kind = TokenKind.COPY_DATA;
    do {
      while (pos < limit && text.charAt(pos) != '\n') {
        pos++;
      }
      pos = Math.min(pos + 1, limit);
    } while (pos < limit && !endsCopyData(pos));
  }

  private boolean endsCopyData(int at) {
    if (text.charAt(at) != '\\' || !SqlChars.has(text, at + 1, limit, '.')) {
      return false;
    }
    int behind = SqlChars.has(text, at + 2, limit, '\r') ? at + 3 : at + 2;
    return behind >= limit || text.charAt(behind) == '\n';
  }

  private void normal(int stop) {
    char c = text.charAt(pos);
    if (SqlChars.isSpace(c)) {
      space(stop);
    } else if (c == BYTE_ORDER_MARK && pos == 0) {
      // psql drops it from the beginning of a file; elsewhere it is a letter.
      kind = TokenKind.WHITESPACE;
      pos++;
    } else if (SqlChars.isIdentifierStart(c)) {
      word(c, stop);
    } else if (SqlChars.isDigit(c) || (c == '.' && digitAt(pos + 1, stop))) {
      number(stop);
    } else {
      sign(c, stop);
    }
  }

  private void sign(char c, int stop) {
    switch (c) {
      case '\'' -> open(Mode.STRING, 1, stop);
      case '"' -> open(Mode.QUOTED_IDENTIFIER, 1, stop);
      case '$' -> dollar(stop);
      case '\\' -> psqlCommand(stop);
      case ';' -> semicolon();
      case ':' -> {
        boolean two =
            SqlChars.has(text, pos + 1, stop, ':') || SqlChars.has(text, pos + 1, stop, '=');
        other(two ? TokenKind.OPERATOR : TokenKind.PUNCTUATION, two ? 2 : 1);
      }
      case '.' -> other(TokenKind.PUNCTUATION, SqlChars.has(text, pos + 1, stop, '.') ? 2 : 1);
      case ',', '(', ')', '[', ']' -> other(TokenKind.PUNCTUATION, 1);
      default -> {
        if (c == '-' && SqlChars.has(text, pos + 1, stop, '-')) {
          lineComment(stop);
        } else if (c == '/' && SqlChars.has(text, pos + 1, stop, '*')) {
          pos += 2;
          depth = 1;
          mode = Mode.BLOCK_COMMENT;
          blockComment(stop);
        } else if (SqlChars.isOperator(c)) {
          other(TokenKind.OPERATOR, operators.end(text, pos, stop) - pos);
        } else {
          other(TokenKind.ERROR, 1);
        }
      }
    }
  }

  private void other(TokenKind newKind, int length) {
    kind = newKind;
    tracker.other(text.charAt(pos));
    pos += length;
  }

  private void space(int stop) {
    kind = TokenKind.WHITESPACE;
    while (pos < stop && SqlChars.isSpace(text.charAt(pos))) {
      if (SqlChars.isNewline(text.charAt(pos)) && mode == Mode.AFTER_ESCAPE_STRING) {
        mode = Mode.AFTER_ESCAPE_STRING_LINE;
      }
      pos++;
    }
  }

  private void lineComment(int stop) {
    kind = TokenKind.LINE_COMMENT;
    while (pos < stop && !SqlChars.isNewline(text.charAt(pos))) {
      pos++;
    }
  }

  private void blockComment(int stop) {
    kind = TokenKind.BLOCK_COMMENT;
    while (pos < stop) {
      char c = text.charAt(pos);
      if (c == '*' && SqlChars.has(text, pos + 1, stop, '/')) {
        pos += 2;
        if (--depth == 0) {
          mode = Mode.NORMAL;
          return;
        }
      } else if (c == '/' && SqlChars.has(text, pos + 1, stop, '*')) {
        pos += 2;
        depth++;
      } else {
        pos++;
      }
    }
  }

  private void word(char c, int stop) {
    if (SqlChars.has(text, pos + 1, stop, '\'')) {
      switch (c) {
        case 'e', 'E' -> {
          open(Mode.ESCAPE_STRING, 2, stop);
          return;
        }
        case 'b', 'B' -> {
          open(Mode.BIT_STRING, 2, stop);
          return;
        }
        case 'x', 'X' -> {
          open(Mode.HEX_STRING, 2, stop);
          return;
        }
        case 'n', 'N' -> {
          open(Mode.NATIONAL_STRING, 2, stop);
          return;
        }
        default -> {}
      }
    }
    if ((c == 'u' || c == 'U') && SqlChars.has(text, pos + 1, stop, '&')) {
      if (SqlChars.has(text, pos + 2, stop, '\'')) {
        open(Mode.UNICODE_STRING, 3, stop);
        return;
      }
      if (SqlChars.has(text, pos + 2, stop, '"')) {
        open(Mode.UNICODE_IDENTIFIER, 3, stop);
        return;
      }
    }
    skipIdentifier(stop);
    keyword = Keywords.find(text, start, pos);
    kind = keyword < 0 ? TokenKind.IDENTIFIER : TokenKind.KEYWORD;
    tracker.word(keyword());
  }

  private void skipIdentifier(int stop) {
    while (pos < stop && SqlChars.isIdentifierPart(text.charAt(pos))) {
      pos++;
    }
  }

  private void number(int stop) {
    int end = NumberScanner.end(text, pos, stop);
    other(TokenKind.NUMBER, end - pos);
    junk(stop);
  }

  /// Letters straight behind a number or parameter are an error that takes the whole of both.
  private void junk(int stop) {
    if (pos < stop && SqlChars.isIdentifierStart(text.charAt(pos))) {
      kind = TokenKind.ERROR;
      skipIdentifier(stop);
    }
  }

  private void dollar(int stop) {
    if (digitAt(pos + 1, stop)) {
      int i = pos + 1;
      while (digitAt(i, stop)) {
        i++;
      }
      other(TokenKind.PARAMETER, i - pos);
      junk(stop);
      return;
    }
    int i = pos + 1;
    if (i < stop && SqlChars.isIdentifierStart(text.charAt(i))) {
      while (i < stop && SqlChars.isTagPart(text.charAt(i))) {
        i++;
      }
    }
    if (!SqlChars.has(text, i, stop, '$')) {
      other(TokenKind.ERROR, 1);
      return;
    }
    tag = text.subSequence(pos + 1, i).toString();
    tracker.other('$');
    pos = i + 1;
    mode = Mode.DOLLAR_STRING;
    dollarString(stop);
  }

  private void dollarString(int stop) {
    kind = TokenKind.DOLLAR_STRING;
    while (pos < stop) {
      if (text.charAt(pos++) != '$') {
        continue;
      }
      int matched = 0;
      while (matched < tag.length() && SqlChars.has(text, pos, stop, tag.charAt(matched))) {
        matched++;
        pos++;
      }
      if (matched == tag.length() && SqlChars.has(text, pos, stop, '$')) {
        pos++;
        tag = "";
        mode = Mode.NORMAL;
        return;
      }
    }
  }

  private void open(Mode newMode, int prefix, int stop) {
    tracker.other('\'');
    pos += prefix;
    mode = newMode;
    switch (newMode) {
      case ESCAPE_STRING -> escapeString(stop);
      case STRING -> quoted(TokenKind.STRING, '\'', stop);
      case UNICODE_STRING -> quoted(TokenKind.UNICODE_STRING, '\'', stop);
      case BIT_STRING -> quoted(TokenKind.BIT_STRING, '\'', stop);
      case HEX_STRING -> quoted(TokenKind.HEX_STRING, '\'', stop);
      case NATIONAL_STRING -> quoted(TokenKind.NATIONAL_STRING, '\'', stop);
      case QUOTED_IDENTIFIER -> quoted(TokenKind.QUOTED_IDENTIFIER, '"', stop);
      case UNICODE_IDENTIFIER -> quoted(TokenKind.UNICODE_IDENTIFIER, '"', stop);
      case NORMAL,
          BLOCK_COMMENT,
          DOLLAR_STRING,
          AFTER_ESCAPE_STRING,
          AFTER_ESCAPE_STRING_LINE,
          COPY_DATA -> {}
    }
  }

  private void quoted(TokenKind newKind, char quote, int stop) {
    kind = newKind;
    while (pos < stop) {
      if (text.charAt(pos++) == quote) {
        if (!SqlChars.has(text, pos, stop, quote)) {
          mode = Mode.NORMAL;
          return;
        }
        pos++;
      }
    }
  }

  private void escapeString(int stop) {
    kind = TokenKind.ESCAPE_STRING;
    while (pos < stop) {
      char c = text.charAt(pos++);
      if (c == '\\') {
        pos = Math.min(pos + 1, stop);
      } else if (c == '\'') {
        if (!SqlChars.has(text, pos, stop, '\'')) {
          mode = Mode.AFTER_ESCAPE_STRING;
          return;
        }
        pos++;
      }
    }
  }

  /// White space with a line break between two quotes makes them one string; backslashes keep their
  /// meaning in the second.
  private void afterEscapeString(int stop) {
    char c = text.charAt(pos);
    if (SqlChars.isSpace(c)) {
      space(stop);
    } else if (c == '-' && SqlChars.has(text, pos + 1, stop, '-')) {
      lineComment(stop);
    } else if (c == '\'' && mode == Mode.AFTER_ESCAPE_STRING_LINE) {
      open(Mode.ESCAPE_STRING, 1, stop);
    } else {
      mode = Mode.NORMAL;
      normal(stop);
    }
  }

  private void semicolon() {
    boolean copy = tracker.copiesFromStdin();
    boolean ends = tracker.endsHere();
    other(ends ? TokenKind.TERMINATOR : TokenKind.PUNCTUATION, 1);
    if (ends) {
      tracker.reset();
      if (copy) {
        pendingCopies++;
      }
    }
  }

  private void psqlCommand(int stop) {
    kind = TokenKind.PSQL_COMMAND;
    if (SqlChars.has(text, pos + 1, stop, ';') || SqlChars.has(text, pos + 1, stop, ':')) {
      pos += 2;
    } else {
      while (pos < stop && !SqlChars.isNewline(text.charAt(pos))) {
        pos++;
      }
    }
    tracker.reset();
  }

  private boolean digitAt(int at, int stop) {
    return at < stop && SqlChars.isDigit(text.charAt(at));
  }
}
