package dev.tusk.core.schema;

import java.util.HashMap;
import java.util.Map;

/// How far names are from one that was written; for one thread.
///
/// A column of the usual table of distances fits into the bits of two longs, so that a name costs
/// one pass over its letters: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and
/// Damerau edit distances", 2003.
final class Spelling {
  /// A column of bits; longer than any name of PostgreSQL, which has at most 63 bytes.
  private static final int LONGEST = Long.SIZE;

  private final int length;
  private final int limit;

  /// Where each letter stands in what was written, one bit for each place.
  private final long[] places = new long[128];

  private final Map<Character, Long> otherPlaces = new HashMap<>();

  /// @param limit beyond which it does not matter how far
  Spelling(String wanted, int limit) {
    this.length = wanted.length();
    this.limit = limit;
    for (int i = 0; i < Math.min(length, LONGEST); i++) {
      char letter = lower(wanted.charAt(i));
      if (letter < places.length) {
        places[letter] |= 1L << i;
      } else {
        otherPlaces.merge(letter, 1L << i, (a, b) -> a | b);
      }
    }
  }

  /// The number of letters to change, insert, leave out or swap with their neighbour (optimal
  /// string alignment), without regard to ASCII case; more than the limit when it is more, or when
  /// what was written is longer than any name.
  int distance(String name) {
    int width = name.length();
    if (length > LONGEST || Math.abs(length - width) > limit) {
      return limit + 1;
    }
    if (length == 0) {
      return width;
    }
    long lastPlace = 1L << (length - 1);
    int distance = length;
    // How the column's distances differ from place to place: one more, or one less.
    long more = -1;
    long less = 0;
    long same = 0;
    long before = 0;
    for (int j = 0; j < width; j++) {
      long here = placesOf(lower(name.charAt(j)));
      long swapped = ((~same & here) << 1) & before;
      same = (((here & more) + more) ^ more) | here | less | swapped;
      long rising = less | ~(same | more);
      long falling = same & more;
      if ((rising & lastPlace) != 0) {
        distance++;
      }
      if ((falling & lastPlace) != 0) {
        distance--;
      }
      // Each letter that is left can make it nearer by one at most.
      if (distance - (width - 1 - j) > limit) {
        return limit + 1;
      }
      rising = (rising << 1) | 1;
      more = (falling << 1) | ~(same | rising);
      less = same & rising;
      before = here;
    }
    return distance;
  }

  private long placesOf(char letter) {
    return letter < places.length ? places[letter] : otherPlaces.getOrDefault(letter, 0L);
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
