package dev.tusk.core.sql;

import java.util.ArrayList;
import java.util.List;

/// The state at the start of each line, kept up to date as an editor does.
final class LexedLines {
  private List<LexState> states = new ArrayList<>();
  private String text = "";

  LexedLines(String text) {
    edited(text, 0);
  }

  List<LexState> states() {
    return states;
  }

  /// Lexes the line of the edit and those behind it.
  void edited(String newText, int at) {
    int line = 0;
    for (int i = 0; i < Math.min(at, newText.length()); i++) {
      line += newText.charAt(i) == '\n' ? 1 : 0;
    }
    text = newText;
    List<LexState> kept = new ArrayList<>(states.subList(0, Math.min(line + 1, states.size())));
    if (kept.isEmpty()) {
      kept.add(LexState.START);
    }
    String[] all = text.split("\n", -1);
    int from = 0;
    for (int i = 0; i + 1 < kept.size(); i++) {
      from += all[i].length() + 1;
    }
    var lexer = new SqlLexer();
    for (int i = kept.size() - 1; i + 1 < all.length; i++) {
      lexer.reset(text, from, from + all[i].length(), kept.get(i));
      while (lexer.next()) {
        // Only the state counts.
      }
      kept.add(lexer.stateAfterLine());
      from += all[i].length() + 1;
    }
    states = kept;
  }
}
