package dev.tusk.swing.shell.palette;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How well a typed query fits a text: whole, from the start, from the start of a word, somewhere
/// inside, or letter by letter in order.
///
/// @param score higher is better
/// @param positions the matched characters of the text, ascending
public record PaletteMatch(int score, List<Integer> positions) {

  /// Copies the positions.
  public PaletteMatch {
    positions = List.copyOf(positions);
  }

  /// Matches without regard to case; an empty query fits everything. Time is linear in the text for
  /// a query that is contained in it.
  public static Optional<PaletteMatch> of(String query, String text) {
    if (query.isEmpty()) {
      return Optional.of(new PaletteMatch(0, List.of()));
    }
    var q = query.toLowerCase(Locale.ROOT);
    var t = text.toLowerCase(Locale.ROOT);
    if (t.length() != text.length()) {
      return Optional.empty(); // lower case changed the length: positions would lie
    }
    for (int at = t.indexOf(q); at >= 0; at = t.indexOf(q, at + 1)) {
      if (startsWord(text, at)) {
        return Optional.of(run(at, q.length(), (at == 0 ? 1000 : 800) - at - t.length() / 4));
      }
    }
    var inside = t.indexOf(q);
    return inside >= 0
        ? Optional.of(run(inside, q.length(), 500 - inside - t.length() / 4))
        : scattered(q, t, text);
  }

  private static PaletteMatch run(int start, int length, int score) {
    var positions = new ArrayList<Integer>();
    for (int i = 0; i < length; i++) {
      positions.add(start + i);
    }
    return new PaletteMatch(score, positions);
  }

  /// Each letter must begin a word or follow the one before; anything looser fits too much.
  private static Optional<PaletteMatch> scattered(String q, String t, String text) {
    var positions = new ArrayList<Integer>();
    int from = 0;
    for (int i = 0; i < q.length(); i++) {
      if (Character.isWhitespace(q.charAt(i))) {
        continue;
      }
      int at = t.indexOf(q.charAt(i), from);
      while (at >= 0 && !startsWord(text, at) && (positions.isEmpty() || at != from)) {
        at = t.indexOf(q.charAt(i), at + 1);
      }
      if (at < 0) {
        return Optional.empty();
      }
      positions.add(at);
      from = at + 1;
    }
    return Optional.of(new PaletteMatch(200 - positions.getLast(), positions));
  }

  private static boolean startsWord(String text, int at) {
    if (at == 0) {
      return true;
    }
    var before = text.charAt(at - 1);
    return !Character.isLetterOrDigit(before)
        || (Character.isUpperCase(text.charAt(at)) && Character.isLowerCase(before));
  }
}
