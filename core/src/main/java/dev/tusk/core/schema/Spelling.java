package dev.tusk.core.schema;

import java.util.Arrays;

/// How far two names are from each other.
final class Spelling {
  private Spelling() {}

  /// The number of letters to change, insert, leave out or swap with their neighbour (optimal
  /// string alignment), without regard to ASCII case; more than `limit` when it is more.
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit
        || Long.bitCount(letters(a) ^ letters(b)) > 2 * limit) {
      return limit + 1;
    }
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int best = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1;
        row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && same(a.charAt(i - 1), b.charAt(j - 2))
            && same(a.charAt(i - 2), b.charAt(j - 1))) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        best = Math.min(best, row[j]);
      }
      if (best > limit) {
        return limit + 1;
      }
      int[] oldest = before;
      before = last;
      last = row;
      row = oldest;
    }
    return last[b.length()];
  }

  /// One bit for each letter that occurs: sets that differ by much need no table.
  private static long letters(String text) {
    long set = 0;
    for (int i = 0; i < text.length(); i++) {
      set |= 1L << (lower(text.charAt(i)) & 63);
    }
    return set;
  }

  private static boolean same(char a, char b) {
    return a == b || lower(a) == lower(b);
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
