package dev.tusk.core.guard;

import dev.tusk.core.sql.Identifier;
import dev.tusk.core.sql.LexState;
import dev.tusk.core.sql.SqlLexer;
import dev.tusk.core.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The tokens of a statement that mean something, with how deep in parentheses each stands.
/// Positions outside of it hold nothing.
final class Words {
  private final CharSequence text;
  private final List<Word> words = new ArrayList<>();

  /// @param keyword in lower case; empty when it is none
  /// @param depth open parentheses; the opening one counts itself, the closing one too
  private record Word(TokenKind kind, int start, int end, String keyword, int depth) {}

  private Words(CharSequence text) {
    this.text = text;
  }

  static Words of(CharSequence text, int start, int end) {
    Words all = new Words(text);
    SqlLexer lexer = new SqlLexer();
    lexer.reset(text, start, end, LexState.START);
    int depth = 0;
    while (lexer.next()) {
      if (lexer.kind().isIgnored()) {
        continue;
      }
      char only = lexer.end() == lexer.start() + 1 ? text.charAt(lexer.start()) : ' ';
      if (only == '(') {
        depth++;
      }
      all.words.add(new Word(lexer.kind(), lexer.start(), lexer.end(), lexer.keyword(), depth));
      if (only == ')') {
        depth--;
      }
    }
    return all;
  }

  int size() {
    return words.size();
  }

  private boolean has(int index) {
    return index >= 0 && index < words.size();
  }

  /// The keyword there, in lower case; empty when it is none.
  String keyword(int index) {
    return has(index) ? words.get(index).keyword : "";
  }

  boolean is(int index, String keyword) {
    return keyword(index).equals(keyword);
  }

  boolean isOneOf(int index, Set<String> keywords) {
    return keywords.contains(keyword(index));
  }

  boolean is(int index, char c) {
    return has(index)
        && words.get(index).end == words.get(index).start + 1
        && text.charAt(words.get(index).start) == c;
  }

  int depth(int index) {
    return has(index) ? words.get(index).depth : 0;
  }

  boolean isWord(int index) {
    return has(index) && words.get(index).kind.isWord();
  }

  boolean isUnreadableName(int index) {
    return has(index) && words.get(index).kind == TokenKind.UNICODE_IDENTIFIER;
  }

  /// Whether a plain string constant stands there, whose value [#value] tells.
  boolean isString(int index) {
    return has(index) && words.get(index).kind == TokenKind.STRING;
  }

  boolean isNumber(int index) {
    return has(index) && words.get(index).kind == TokenKind.NUMBER;
  }

  /// Whether every keyword may be a name there: behind `AS` or a dot.
  boolean isLabel(int index) {
    return is(index - 1, "as") || is(index - 1, '.');
  }

  /// As it is written.
  String text(int index) {
    return has(index)
        ? text.subSequence(words.get(index).start, words.get(index).end).toString()
        : "";
  }

  /// The name, the setting or the string that it means, in lower case.
  String value(int index) {
    String written = text(index);
    String meant =
        isString(index)
            ? written.substring(1, Math.max(1, written.length() - 1)).replace("''", "'")
            : Identifier.nameOf(written);
    return meant.toLowerCase(Locale.ROOT);
  }

  /// The qualified name that begins there, as it is written; empty when there is none.
  String name(int index) {
    StringBuilder name = new StringBuilder();
    int at = index;
    while (isWord(at)) {
      name.append(text(at));
      if (!is(at + 1, '.')) {
        break;
      }
      name.append('.');
      at += 2;
    }
    return name.toString();
  }

  /// The position behind the last word that belongs to the parentheses around `from`.
  int endOfScope(int from) {
    int depth = depth(from);
    int at = from;
    while (at < words.size() && !(is(at, ')') && depth(at) == depth)) {
      at++;
    }
    return at;
  }

  /// The first position from `from` on, before `to`, of a keyword at a depth; -1 when there is
  /// none.
  int find(String keyword, int depth, int from, int to) {
    for (int at = from; at < to; at++) {
      if (is(at, keyword) && depth(at) == depth && !isLabel(at)) {
        return at;
      }
    }
    return -1;
  }
}
