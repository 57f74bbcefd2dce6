package dev.tusk.swing.editor.grid;

import dev.tusk.core.result.TextSearch;
import java.util.ArrayList;
import java.util.List;

/// Where in a painted text the text is that is looked for.
final class Hits {
  private static final int MOST = 50;

  private Hits() {}

  /// A piece of a text.
  record Piece(int from, int to) {}

  static List<Piece> in(String text, TextSearch what) {
    var length = what.text().length();
    if (what.wholeCell() && text.length() != length) {
      return List.of();
    }
    var found = new ArrayList<Piece>();
    for (var at = 0; at + length <= text.length() && found.size() < MOST; ) {
      if (text.regionMatches(!what.matchCase(), at, what.text(), 0, length)) {
        found.add(new Piece(at, at + length));
        at += length;
      } else {
        at++;
      }
    }
    return found;
  }
}
