package dev.tusk.core.sql;

import java.util.Optional;

/// Where in a text the server found an error.
///
/// @param offset UTF-16 offset of the place
/// @param tokenStart start of what to mark: the whole token there, a dotted name as one; at the end
///     of the text its last token
/// @param tokenEnd end of what to mark, exclusive
/// @param line line of the place, from 1
/// @param column column of the place in characters (code points), from 1
/// @param excerpt psql's two lines, `LINE n: …` and the caret, n counted in the text as sent; the
///     lines are separated by one line feed
public record CaretContext(
    int offset, int tokenStart, int tokenEnd, int line, int column, String excerpt) {

  /// The place of an error in the text that was sent.
  ///
  /// @param position the server's position, in characters from 1; empty when it lies outside of the
  ///     text
  public static Optional<CaretContext> of(String sent, int position) {
    if (position < 1 || position - 1 > sent.length()) {
      return Optional.empty();
    }
    if (position - 1 > sent.codePointCount(0, sent.length())) {
      return Optional.empty();
    }
    int offset = sent.offsetByCodePoints(0, position - 1);
    SqlToken token = ErrorToken.at(sent, offset);
    return Optional.of(
        new CaretContext(
            offset,
            token.start(),
            token.end(),
            lineOf(sent, offset),
            columnOf(sent, offset),
            ErrorExcerpt.of(sent, offset)));
  }

  /// The same place in the script that holds the text sent at `statementStart`; the excerpt stays.
  public CaretContext within(CharSequence script, int statementStart) {
    int moved = offset + statementStart;
    return new CaretContext(
        moved,
        tokenStart + statementStart,
        tokenEnd + statementStart,
        lineOf(script, moved),
        columnOf(script, moved),
        excerpt);
  }

  private static int lineOf(CharSequence text, int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  private static int columnOf(CharSequence text, int offset) {
    int start = offset;
    while (start > 0 && text.charAt(start - 1) != '\n') {
      start--;
    }
    return Character.codePointCount(text, start, offset) + 1;
  }
}
