package dev.tusk.core.sql;

/// What a [SqlToken] is, as PostgreSQL's scanner (and psql's, for the last few) sees it.
public enum TokenKind {
  WHITESPACE,
  LINE_COMMENT,
  /// `/* … */`, nested ones included.
  BLOCK_COMMENT,
  /// A word of [Keywords], of any category; it may still be used as a name, see [WordRole].
  KEYWORD,
  IDENTIFIER,
  QUOTED_IDENTIFIER,
  /// `U&"…"`.
  UNICODE_IDENTIFIER,
  /// `'…'`, in which a backslash means nothing (`standard_conforming_strings` is on).
  STRING,
  /// `E'…'`, and its continuation on a later line.
  ESCAPE_STRING,
  /// `U&'…'`.
  UNICODE_STRING,
  /// `B'…'`.
  BIT_STRING,
  /// `X'…'`.
  HEX_STRING,
  /// `N'…'`.
  NATIONAL_STRING,
  /// `$tag$ … $tag$`.
  DOLLAR_STRING,
  NUMBER,
  OPERATOR,
  PUNCTUATION,
  /// A semicolon that ends a statement; one inside parentheses or a function body is
  /// [#PUNCTUATION].
  TERMINATOR,
  /// `$1`.
  PARAMETER,
  /// A psql command from its backslash to the end of the line; `\;` and `\:` are two characters.
  PSQL_COMMAND,
  /// The lines that follow a terminated `COPY … FROM STDIN`.
  COPY_DATA,
  /// The `\.` that ends them.
  COPY_END,
  /// What no SQL can contain: a stray `$` or control character, a number with letters behind it.
  ERROR;

  /// Whether it is a string constant of any of the seven forms.
  public boolean isString() {
    return switch (this) {
      case STRING,
          ESCAPE_STRING,
          UNICODE_STRING,
          BIT_STRING,
          HEX_STRING,
          NATIONAL_STRING,
          DOLLAR_STRING ->
          true;
      case WHITESPACE,
          LINE_COMMENT,
          BLOCK_COMMENT,
          KEYWORD,
          IDENTIFIER,
          QUOTED_IDENTIFIER,
          UNICODE_IDENTIFIER,
          NUMBER,
          OPERATOR,
          PUNCTUATION,
          TERMINATOR,
          PARAMETER,
          PSQL_COMMAND,
          COPY_DATA,
          COPY_END,
          ERROR ->
          false;
    };
  }

  /// Whether it is a name or a word that may be one.
  public boolean isWord() {
    return this == KEYWORD
        || this == IDENTIFIER
        || this == QUOTED_IDENTIFIER
        || this == UNICODE_IDENTIFIER;
  }

  /// Whether the server ignores it: white space and comments.
  public boolean isIgnored() {
    return this == WHITESPACE || this == LINE_COMMENT || this == BLOCK_COMMENT;
  }
}
