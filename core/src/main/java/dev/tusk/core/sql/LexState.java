package dev.tusk.core.sql;

/// Where a [SqlLexer] stands between two characters: enough to go on from the start of a line
/// without reading what came before. Equal states lex the same text alike. All but `mode` is the
/// lexer's own business: `depth` of nested comments, `tag` of a dollar quote, and how far the
/// statement has come (`phase`, open parentheses, open `BEGIN … END` levels, `COPY`s whose data is
/// still to follow).
public record LexState(
    Mode mode, int depth, String tag, int phase, int parens, int begins, int pendingCopies) {

  /// The start of a script, and of every statement.
  public static final LexState START = new LexState(Mode.NORMAL, 0, "", 0, 0, 0, 0);

  /// What the next character belongs to.
  public enum Mode {
    NORMAL,
    BLOCK_COMMENT,
    QUOTED_IDENTIFIER,
    UNICODE_IDENTIFIER,
    STRING,
    ESCAPE_STRING,
    UNICODE_STRING,
    BIT_STRING,
    HEX_STRING,
    NATIONAL_STRING,
    DOLLAR_STRING,
    /// Behind `E'…'`, on the same line.
    AFTER_ESCAPE_STRING,
    /// Behind `E'…'` and a line break: a quote here continues the string.
    AFTER_ESCAPE_STRING_LINE,
    COPY_DATA
  }

  /// Whether the text breaks off inside a comment, a string or a quoted identifier.
  boolean insideToken() {
    return switch (mode) {
      case NORMAL, AFTER_ESCAPE_STRING, AFTER_ESCAPE_STRING_LINE, COPY_DATA -> false;
      case BLOCK_COMMENT,
          QUOTED_IDENTIFIER,
          UNICODE_IDENTIFIER,
          STRING,
          ESCAPE_STRING,
          UNICODE_STRING,
          BIT_STRING,
          HEX_STRING,
          NATIONAL_STRING,
          DOLLAR_STRING ->
          true;
    };
  }
}
