package dev.tusk.swing.editor.cell;

import java.util.Arrays;

/// A row as it is painted, and which byte of the value each of its characters comes from.
/// Immutable.
///
/// @param text on one line
/// @param places for each character of the text the place of its byte, and after the last one where
///     the row ends
/// @param lineStart whether a line of the value begins here
@SuppressWarnings("ArrayRecordComponent") // as many as there are characters on the screen
record Row(String text, long[] places, boolean lineStart) {
  long start() {
    return places[0];
  }

  long end() {
    return places[places.length - 1];
  }

  /// The first character at or behind a byte.
  int characterAt(long place) {
    var found = Arrays.binarySearch(places, place);
    if (found < 0) {
      return Math.min(-found - 1, text.length());
    }
    while (found > 0 && places[found - 1] == place) {
      found--; // several characters may stand for one byte
    }
    return Math.min(found, text.length());
  }
}
