package dev.tusk.swing.editor.cell;

import dev.tusk.swing.kit.theme.ColorRole;
import java.util.ArrayList;
import java.util.List;

/// Gives the characters of rows their colours, from the first one on that begins a line: what a
/// piece of a very long line is inside of is not known. Confined to one thread.
final class Ink {
  private final ViewMode mode;
  private State state = State.UNKNOWN;
  private char quote;
  private boolean escaped;

  private enum State {
    UNKNOWN,
    PLAIN,
    STRING,
    KEY,
    TAG,
    NAME,
    COMMENT
  }

  Ink(ViewMode mode) {
    this.mode = mode;
  }

  /// Characters of one colour.
  record Run(int from, int to, ColorRole color) {}

  /// The colours of a row that comes after the one asked for before.
  List<Run> of(Row row) {
    var text = row.text();
    if (mode == ViewMode.HEX) {
      return List.of(
          new Run(0, HexRows.OFFSET, ColorRole.TEXT3),
          new Run(HexRows.OFFSET, HexRows.LETTERS, ColorRole.TEXT),
          new Run(HexRows.LETTERS, text.length(), ColorRole.TEXT2));
    }
    if (row.lineStart() && (state == State.UNKNOWN || mode == ViewMode.JSON)) {
      state = State.PLAIN;
    }
    if (state == State.UNKNOWN || (mode != ViewMode.JSON && mode != ViewMode.XML)) {
      return List.of(new Run(0, text.length(), ColorRole.TEXT));
    }
    var runs = new ArrayList<Run>();
    var from = 0;
    var color = ColorRole.TEXT;
    for (var i = 0; i < text.length(); i++) {
      var now = mode == ViewMode.JSON ? json(text, i) : xml(text, i);
      if (now != color) {
        add(runs, from, i, color);
        from = i;
        color = now;
      }
    }
    add(runs, from, text.length(), color);
    return runs;
  }

  private static void add(List<Run> runs, int from, int to, ColorRole color) {
    if (to > from) {
      runs.add(new Run(from, to, color));
    }
  }

  private ColorRole json(String text, int i) {
    var c = text.charAt(i);
    if (state == State.STRING || state == State.KEY) {
      var color = state == State.KEY ? ColorRole.TEXT : ColorRole.SYNTAX_STRING;
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        state = State.PLAIN;
      }
      return color;
    }
    if (c == '"') {
      escaped = false;
      state = isKey(text, i) ? State.KEY : State.STRING;
      return state == State.KEY ? ColorRole.TEXT : ColorRole.SYNTAX_STRING;
    }
    if (c == '-' || c == '+' || c == '.' || Character.isDigit(c)) {
      return ColorRole.SYNTAX_NUMBER;
    }
    if (Character.isLetter(c)) {
      var inNumber = (c == 'e' || c == 'E') && i > 0 && Character.isDigit(text.charAt(i - 1));
      return inNumber ? ColorRole.SYNTAX_NUMBER : ColorRole.SYNTAX_KEYWORD;
    }
    return ColorRole.TEXT3;
  }

  /// In an indented text a key ends in its own line and has a colon behind it.
  private static boolean isKey(String text, int quote) {
    for (var i = quote + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i + 1 < text.length() && text.charAt(i + 1) == ':';
      }
    }
    return false;
  }

  private ColorRole xml(String text, int i) {
    var c = text.charAt(i);
    return switch (state) {
      case COMMENT -> {
        if (c == '>' && i >= 2 && text.startsWith("--", i - 2)) {
          state = State.PLAIN;
        }
        yield ColorRole.SYNTAX_COMMENT;
      }
      case STRING -> {
        if (c == quote) {
          state = State.TAG;
        }
        yield ColorRole.SYNTAX_STRING;
      }
      case NAME, TAG -> {
        if (c == '>') {
          state = State.PLAIN;
          yield ColorRole.TEXT3;
        }
        if (c == '"' || c == '\'') {
          quote = c;
          state = State.STRING;
          yield ColorRole.SYNTAX_STRING;
        }
        if (c == ' ') {
          state = State.TAG;
        }
        yield c == '/' || c == '=' || c == '?'
            ? ColorRole.TEXT3
            : state == State.NAME ? ColorRole.SYNTAX_KEYWORD : ColorRole.SYNTAX_TYPE;
      }
      case PLAIN, UNKNOWN, KEY -> {
        if (c != '<') {
          yield ColorRole.TEXT;
        }
        state = text.startsWith("<!--", i) ? State.COMMENT : State.NAME;
        yield state == State.COMMENT ? ColorRole.SYNTAX_COMMENT : ColorRole.TEXT3;
      }
    };
  }
}
