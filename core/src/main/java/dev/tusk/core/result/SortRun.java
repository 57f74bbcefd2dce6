package dev.tusk.core.result;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/// Rows with their bytes, sorted in memory: by the first bytes of each, where those are equal by
/// the next ones, and so on. Stable. Confined to one thread.
///
/// Five bytes or so and the row's place in the run share the 64 bits of a `long`, so that the sort
/// of longs of the library can be used. What all rows begin with is skipped.
final class SortRun {
  /// What a row takes besides its bytes.
  static final int ROW_BYTES = 16;

  private static final int PIECE = 1 << 16;

  /// So few rows are compared with each other.
  private static final int FEW = 12;

  private static final int DEEPEST = 100;

  private final int limit;
  private final int slotBits;
  private final int bytes;
  private final int placeBits;
  private final int[] rows;
  private final int[] ends;
  private final long[] keys;
  private byte[] arena;
  private int used;
  private int count;

  /// How many bytes all rows have in common at their beginning.
  private int shared;

  /// @param arenaBytes for the bytes of all rows
  /// @param most rows
  SortRun(int arenaBytes, int most) {
    this.limit = arenaBytes;
    this.slotBits = 32 - Integer.numberOfLeadingZeros(most);
    this.bytes = (64 - slotBits) / 8;
    this.placeBits = 64 - (8 * bytes);
    this.arena = new byte[Math.clamp(arenaBytes, 16, 1 << 16)];
    rows = new int[most];
    ends = new int[most];
    keys = new long[most];
  }

  /// Whether a row with so many bytes must wait for the next run.
  boolean isFull(int length) {
    return count > 0 && (count == rows.length || used + (long) length > limit);
  }

  void add(int row, SortBytes added) {
    int length = added.length();
    if (arena.length - used < length) {
      arena =
          Arrays.copyOf(
              arena, (int) Math.max(used + (long) length, Math.min(limit, arena.length * 2L)));
    }
    System.arraycopy(added.bytes(), 0, arena, used, length);
    int alike = Arrays.mismatch(arena, 0, Math.min(shared, used), arena, used, used + length);
    shared = count == 0 ? length : alike < 0 ? shared : Math.min(alike, shared);
    used += length;
    ends[count] = used;
    rows[count] = row;
    count++;
  }

  /// The first eight bytes as a number that compares as they do, without a sign.
  static long head(byte[] from, int start, int end) {
    long head = 0;
    int stop = Math.min(end, start + 8);
    for (int at = start; at < stop; at++) {
      head = head << 8 | (from[at] & 0xFF);
    }
    return stop == start ? 0 : head << (8 * (8 - (stop - start)));
  }

  void sort() {
    for (int slot = 0; slot < count; slot++) {
      keys[slot] = slot;
    }
    sort(0, count, shared, 0);
  }

  /// Sorts keys whose rows have the same first `depth` bytes.
  private void sort(int from, int to, int depth, int level) {
    for (int at = from; at < to; at++) {
      int slot = slot(keys[at]);
      int start = start(slot) + depth;
      // The sign is turned round, as longs compare with it and bytes without.
      long head = start < ends[slot] ? head(arena, start, ends[slot]) : 0;
      keys[at] = ((head ^ Long.MIN_VALUE) & -(1L << placeBits)) | slot;
    }
    Arrays.sort(keys, from, to);
    int first = from;
    for (int at = from + 1; at <= to; at++) {
      if (at == to || keys[at] >> placeBits != keys[first] >> placeBits) {
        sortEqual(first, at, depth + bytes, level + 1);
        first = at;
      }
    }
  }

  /// Sorts keys whose rows have the same first `depth` bytes, and stand in their order. No row's
  /// bytes are the beginning of another's, so that they end together or not at all.
  private void sortEqual(int from, int to, int depth, int level) {
    if (to - from < 2) {
      return;
    }
    int slot = slot(keys[from]);
    if (start(slot) + depth >= ends[slot]) {
      return;
    }
    if (level == DEEPEST) {
      compareAll(from, to, depth);
      return;
    }
    if (to - from > FEW) {
      sort(from, to, depth + alike(from, to, depth), level);
      return;
    }
    for (int at = from + 1; at < to; at++) {
      long moved = keys[at];
      int hole = at;
      while (hole > from && compare(slot(keys[hole - 1]), slot(moved), depth) > 0) {
        keys[hole] = keys[hole - 1];
        hole--;
      }
      keys[hole] = moved;
    }
  }

  /// How many bytes from `depth` on the rows have in common.
  private int alike(int from, int to, int depth) {
    int first = slot(keys[from]);
    int start = start(first) + depth;
    int alike = ends[first] - start;
    for (int at = from + 1; at < to && alike > 0; at++) {
      int slot = slot(keys[at]);
      int other = start(slot) + depth;
      int end = Math.min(ends[slot], other + alike);
      int mismatch = Arrays.mismatch(arena, start, start + alike, arena, other, end);
      alike = mismatch < 0 ? alike : mismatch;
    }
    return alike;
  }

  /// Sorts long texts that differ late, without a call for each five bytes of them.
  private void compareAll(int from, int to, int depth) {
    Long[] some = new Long[to - from];
    Arrays.setAll(some, at -> keys[from + at]);
    Arrays.sort(some, (left, right) -> compare(slot(left), slot(right), depth));
    for (int at = 0; at < some.length; at++) {
      keys[from + at] = some[at];
    }
  }

  private int compare(int left, int right, int depth) {
    return Arrays.compareUnsigned(
        arena, start(left) + depth, ends[left], arena, start(right) + depth, ends[right]);
  }

  private int slot(long key) {
    return (int) (key & ((1L << slotBits) - 1));
  }

  private int start(int slot) {
    return slot == 0 ? 0 : ends[slot - 1];
  }

  /// Writes the rows, sorted, to the front of `into`.
  void rows(int[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = rows[slot(keys[i])];
    }
  }

  /// Writes the sorted rows to `file` and begins anew.
  SortedRun spill(SpillFile file) {
    long start = file.size();
    ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE + 256);
    for (int i = 0; i < count; i++) {
      int slot = slot(keys[i]);
      int from = start(slot);
      int length = ends[slot] - from;
      four(piece, rows[slot]);
      four(piece, length);
      piece.write(arena, from, length);
      if (piece.size() >= PIECE) {
        file.append(List.of(piece.toByteArray()));
        piece.reset();
      }
    }
    file.append(List.of(piece.toByteArray()));
    SortedRun sorted = new SortedRun(file, start, file.size(), count);
    count = 0;
    used = 0;
    return sorted;
  }

  private static void four(ByteArrayOutputStream into, int value) {
    into.write(value);
    into.write(value >> 8);
    into.write(value >> 16);
    into.write(value >> 24);
  }
}
