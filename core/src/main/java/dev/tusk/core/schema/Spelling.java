package dev.tusk.core.schema;

/// How far names are from one that was written; for one thread.
final class Spelling {
  private final String wanted;
  private final int limit;
  private final long letters;
  private int[] before = {};
  private int[] last = {};
  private int[] row = {};

  /// @param limit beyond which it does not matter how far
  Spelling(String wanted, int limit) {
    this.wanted = wanted;
    this.limit = limit;
    this.letters = letters(wanted);
  }

  /// The number of letters to change, insert, leave out or swap with their neighbour (optimal
  /// string alignment), without regard to ASCII case; more than the limit when it is more.
  int distance(String name) {
    int width = name.length();
    if (Math.abs(wanted.length() - width) > limit
        || Long.bitCount(letters ^ letters(name)) > 2 * limit) {
      return limit + 1;
    }
    if (row.length <= width) {
      before = new int[width + 1];
      last = new int[width + 1];
      row = new int[width + 1];
    }
    for (int j = 0; j <= width; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= wanted.length(); i++) {
      // Outside of this band every way is longer than the limit.
      int from = Math.max(1, i - limit);
      int to = Math.min(width, i + limit);
      row[from - 1] = from == 1 ? i : limit + 1;
      int best = row[from - 1];
      for (int j = from; j <= to; j++) {
        row[j] = cell(name, i, j, j < i + limit ? last[j] : limit + 1);
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
    return last[width];
  }

  private int cell(String name, int i, int j, int above) {
    char a = wanted.charAt(i - 1);
    char b = name.charAt(j - 1);
    int least = Math.min(Math.min(above, row[j - 1]) + 1, last[j - 1] + (same(a, b) ? 0 : 1));
    boolean swapped =
        i > 1 && j > 1 && same(a, name.charAt(j - 2)) && same(wanted.charAt(i - 2), b);
    return swapped ? Math.min(least, before[j - 2] + 1) : least;
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
