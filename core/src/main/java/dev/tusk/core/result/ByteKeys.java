package dev.tusk.core.result;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;

/// The first bytes in which rows differ, as a number: each place of a byte is a digit that counts
/// only the bytes that occur there. So 48 bits hold twelve digits of hexadecimal text, and places
/// where all rows are alike take nothing.
final class ByteKeys implements RowKeys {
  /// So many places behind what all rows begin with are looked at.
  private static final int WINDOW = 32;

  /// What rows begin with is compared so far.
  private static final int FARTHEST = 1024;

  private final ResultStore store;
  private final List<SortKey> keys;
  private final int[] places;
  private final int[] bases;

  /// The digit of each byte at each of the places, 256 a place.
  private final char[] digits;

  private final long count;
  private final boolean exact;

  private ByteKeys(ResultStore store, List<SortKey> keys, Seen seen, long most) {
    this.store = store;
    this.keys = keys;
    int[] found = new int[WINDOW];
    int[] base = new int[WINDOW];
    char[] digit = new char[WINDOW << 8];
    int used = 0;
    long product = 1;
    int place = seen.shared;
    for (; place < Math.min(seen.longest, seen.shared + WINDOW); place++) {
      int symbols = seen.digits(place, digit, used << 8);
      if (symbols > most / product) {
        break;
      }
      if (symbols > 1) {
        found[used] = place;
        base[used++] = symbols;
        product *= symbols;
      }
    }
    this.places = Arrays.copyOf(found, used);
    this.bases = Arrays.copyOf(base, used);
    this.digits = Arrays.copyOf(digit, used << 8);
    this.count = product;
    this.exact = place >= seen.longest;
  }

  static ByteKeys measure(ResultStore store, List<SortKey> keys, RowParts rows, long most) {
    SortBytes bytes = new RowBytes(store, keys).of(rows.first());
    byte[] first = Arrays.copyOf(bytes.bytes(), bytes.length());
    Seen[] seen = new Seen[rows.count()];
    rows.each(
        part -> {
          Seen mine = new Seen(first);
          RowBytes reading = new RowBytes(store, keys);
          RowParts.Rows some = rows.rows(part);
          for (int row = some.next(); row >= 0; row = some.next()) {
            mine.see(reading.of(row));
          }
          seen[part] = mine;
        });
    Seen all = new Seen(first);
    all.see(bytes);
    for (Seen part : seen) {
      all.join(part);
    }
    return new ByteKeys(store, keys, all, most);
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public boolean exact() {
    return exact;
  }

  @Override
  public IntToLongFunction reading() {
    RowBytes rows = new RowBytes(store, keys);
    return row -> {
      SortBytes bytes = rows.of(row);
      long key = 0;
      for (int i = 0; i < places.length; i++) {
        int place = places[i];
        int digit = place < bytes.length() ? digits[i << 8 | (bytes.bytes()[place] & 0xFF)] : 0;
        key = key * bases[i] + digit;
      }
      return key;
    };
  }

  /// Which bytes occur where, in some rows. Confined to one thread.
  private static final class Seen {
    private final byte[] first;

    /// A bit for each byte, 256 a place; right from `shared` on, in as many places as are looked
    /// at.
    private final long[] bits;

    /// How many bytes all rows have in common with the first at their beginning.
    private int shared;

    private int shortest;
    private int longest;

    Seen(byte[] first) {
      this.first = first;
      this.shared = Math.min(first.length, FARTHEST);
      this.shortest = first.length;
      this.longest = first.length;
      this.bits = new long[(shared + WINDOW) * 4];
    }

    void see(SortBytes row) {
      byte[] bytes = row.bytes();
      int length = row.length();
      int alike = Arrays.mismatch(first, 0, shared, bytes, 0, Math.min(length, shared));
      shared = alike < 0 ? shared : alike;
      int end = Math.min(length, shared + WINDOW);
      for (int place = shared; place < end; place++) {
        mark(place, bytes[place]);
      }
      shortest = Math.min(shortest, length);
      longest = Math.max(longest, length);
    }

    private void mark(int place, byte value) {
      bits[place << 2 | (value & 0xFF) >> 6] |= 1L << value;
    }

    void join(Seen other) {
      shared = Math.min(shared, other.shared);
      shortest = Math.min(shortest, other.shortest);
      longest = Math.max(longest, other.longest);
      for (int i = 0; i < bits.length; i++) {
        bits[i] |= other.bits[i];
      }
    }

    /// Numbers the bytes that occur at a place; the end of a row comes first, where rows end
    /// before.
    ///
    /// @return how many they are
    int digits(int place, char[] into, int from) {
      if (place < first.length) {
        // Those that were alike there when they were seen are not marked.
        mark(place, first[place]);
      }
      int next = place >= shortest ? 1 : 0;
      for (int value = 0; value < 256; value++) {
        if ((bits[place << 2 | value >> 6] & 1L << value) != 0) {
          into[from + value] = (char) next++;
        }
      }
      return next;
    }
  }
}
