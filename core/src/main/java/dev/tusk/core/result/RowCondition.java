package dev.tusk.core.result;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tries one condition on rows, in the bytes of the cells where it can. Confined to one thread.
final class RowCondition implements RowPage.CellReader {
  private final int column;
  private final boolean whole;
  private final boolean wantsNull;
  private final byte[] wanted;
  private final @Nullable String folded;
  private boolean met;

  private RowCondition(int column, boolean whole, @Nullable String text) {
    this.column = column;
    this.whole = whole;
    this.wantsNull = text == null;
    String plain = text == null ? "" : text;
    String lower = plain.toLowerCase(Locale.ROOT);
    boolean ascii = plain.chars().allMatch(c -> c < 0x80);
    this.wanted = (whole ? plain : lower).getBytes(StandardCharsets.UTF_8);
    this.folded = whole || ascii ? null : lower;
  }

  static RowCondition of(RowFilter filter) {
    return switch (filter) {
      case RowFilter.Contains contains ->
          new RowCondition(contains.column(), false, contains.text());
      case RowFilter.Equal equal -> new RowCondition(equal.column(), true, equal.value());
    };
  }

  boolean test(ResultStore.Reader reader, long row) {
    met = false;
    if (column != RowFilter.Contains.ANY) {
      reader.read(row, column, this);
      return met;
    }
    for (int each = 0; each < reader.columnCount() && !met; each++) {
      reader.read(row, each, this);
    }
    return met;
  }

  @Override
  public void nul() {
    met = whole && wantsNull;
  }

  @Override
  public void value(byte[] data, int offset, int length) {
    String unicode = folded;
    if (whole) {
      met = !wantsNull && Arrays.equals(data, offset, offset + length, wanted, 0, wanted.length);
    } else if (unicode != null) {
      met =
          new String(data, offset, length, StandardCharsets.UTF_8)
              .toLowerCase(Locale.ROOT)
              .contains(unicode);
    } else {
      met = contains(data, offset, offset + length);
    }
  }

  private boolean contains(byte[] data, int from, int to) {
    int last = to - wanted.length;
    for (int at = from; at <= last; at++) {
      int i = 0;
      while (i < wanted.length && lower(data[at + i]) == wanted[i]) {
        i++;
      }
      if (i == wanted.length) {
        return true;
      }
    }
    return false;
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }
}
