package dev.tusk.core.sql;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the item of a script that a caret means.
final class CaretStatement {
  private final CharSequence text;
  private final int caret;
  private @Nullable ScriptItem before;
  private @Nullable ScriptItem after;

  CaretStatement(Script script, int caret) {
    this.text = script.text();
    this.caret = Math.clamp(caret, 0, text.length());
    for (ScriptItem item : script.items()) {
      if (item.start() <= this.caret) {
        before = item;
      } else {
        after = item;
        break;
      }
    }
  }

  Optional<ScriptItem> find() {
    if (before == null || after == null) {
      return Optional.ofNullable(before == null ? after : before);
    }
    int end = fullEnd(before);
    if (caret <= end) {
      return Optional.of(before);
    }
    int down = lines(end, caret);
    if (down == 0) {
      return Optional.of(before);
    }
    if (inComment(end)) {
      return Optional.of(after);
    }
    return Optional.of(lines(caret, after.start()) < down ? after : before);
  }

  private static int fullEnd(ScriptItem item) {
    return switch (item) {
      case Statement statement -> statement.fullEnd();
      case PsqlLine line -> line.end();
    };
  }

  private int lines(int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\n') {
        lines++;
      }
    }
    return lines;
  }

  private boolean inComment(int from) {
    var lexer = new SqlLexer();
    lexer.reset(text, from, text.length(), LexState.START);
    while (lexer.next() && lexer.start() <= caret) {
      boolean comment =
          lexer.kind() == TokenKind.LINE_COMMENT || lexer.kind() == TokenKind.BLOCK_COMMENT;
      if (comment && caret <= lexer.end()) {
        return true;
      }
    }
    return false;
  }
}
