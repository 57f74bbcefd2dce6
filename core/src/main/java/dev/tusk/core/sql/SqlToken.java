package dev.tusk.core.sql;

/// A piece of a text; `start` and `end` are UTF-16 offsets, `end` exclusive, never empty.
public record SqlToken(TokenKind kind, int start, int end) {

  /// The characters of this token in the text that it was lexed from.
  public String in(CharSequence text) {
    return text.subSequence(start, end).toString();
  }

  /// Whether `offset` lies on one of the token's characters.
  boolean covers(int offset) {
    return start <= offset && offset < end;
  }
}
