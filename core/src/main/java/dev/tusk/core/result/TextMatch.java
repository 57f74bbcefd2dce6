package dev.tusk.core.result;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Compares texts with one that is looked for, in their bytes where it can. Immutable.
final class TextMatch {
  private final byte[] wanted;
  private final boolean folds;
  private final boolean whole;

  /// The text in small letters, where it must be compared as characters; else null.
  private final @Nullable String folded;

  TextMatch(TextSearch search) {
    String text = search.text();
    String lower = text.toLowerCase(Locale.ROOT);
    boolean ascii = text.chars().allMatch(c -> c < 0x80);
    this.folds = !search.matchCase();
    this.whole = search.wholeCell();
    this.wanted = (folds ? lower : text).getBytes(StandardCharsets.UTF_8);
    this.folded = folds && !ascii ? lower : null;
  }

  boolean matches(byte[] data, int from, int to) {
    String characters = folded;
    if (characters != null) {
      String cell =
          new String(data, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
      return whole ? cell.equals(characters) : cell.contains(characters);
    }
    if (whole) {
      return to - from == wanted.length && matchesAt(data, from);
    }
    int last = to - wanted.length;
    for (int at = from; at <= last; at++) {
      if (matchesAt(data, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesAt(byte[] data, int at) {
    if (!folds) {
      return Arrays.equals(data, at, at + wanted.length, wanted, 0, wanted.length);
    }
    int i = 0;
    while (i < wanted.length && lower(data[at + i]) == wanted[i]) {
      i++;
    }
    return i == wanted.length;
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }
}
