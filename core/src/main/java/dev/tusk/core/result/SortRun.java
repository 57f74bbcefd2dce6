package dev.tusk.core.result;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/// Rows with their bytes, sorted in memory: a merge sort over the first eight bytes of each, which
/// looks at the others only where those are equal. Stable. Confined to one thread.
final class SortRun {
  private static final int PIECE = 1 << 16;

  private final int limit;
  private final int most;
  private byte[] arena;
  private int used;
  private int count;
  private int[] rows;
  private int[] ends;
  private long[] heads;
  private int[] slots;
  private long[] otherHeads = {};
  private int[] otherSlots = {};

  /// @param bytes for the bytes of all rows
  /// @param most rows
  SortRun(int bytes, int most) {
    this.limit = bytes;
    this.most = most;
    this.arena = new byte[Math.clamp(bytes, 16, 1 << 16)];
    int first = Math.min(most, 1024) + 1;
    rows = new int[first];
    ends = new int[first];
    heads = new long[first];
    slots = new int[first];
  }

  /// Whether a row with so many bytes must wait for the next run.
  boolean isFull(int bytes) {
    return count > 0 && (count == most || used + (long) bytes > limit);
  }

  void add(int row, SortBytes bytes) {
    if (count == rows.length) {
      int size = (int) Math.min(most, count * 2L);
      rows = Arrays.copyOf(rows, size);
      ends = Arrays.copyOf(ends, size);
      heads = Arrays.copyOf(heads, size);
      slots = Arrays.copyOf(slots, size);
    }
    int length = bytes.length();
    if (arena.length - used < length) {
      arena =
          Arrays.copyOf(
              arena, (int) Math.max(used + (long) length, Math.min(limit, arena.length * 2L)));
    }
    System.arraycopy(bytes.bytes(), 0, arena, used, length);
    heads[count] = head(arena, used, used + length);
    used += length;
    ends[count] = used;
    rows[count] = row;
    slots[count] = count;
    count++;
  }

  /// The first eight bytes as a number that compares as they do, without a sign.
  static long head(byte[] from, int start, int end) {
    long head = 0;
    for (int i = 0; i < 8; i++) {
      head = head << 8 | (start + i < end ? from[start + i] & 0xFF : 0);
    }
    return head;
  }

  void sort() {
    if (otherHeads.length < heads.length) {
      otherHeads = new long[heads.length];
      otherSlots = new int[slots.length];
    }
    for (int width = 1; width < count; width *= 2) {
      for (int from = 0; from < count; from += 2 * width) {
        merge(from, Math.min(from + width, count), (int) Math.min(from + 2L * width, count));
      }
      long[] h = heads;
      heads = otherHeads;
      otherHeads = h;
      int[] s = slots;
      slots = otherSlots;
      otherSlots = s;
    }
  }

  private void merge(int from, int middle, int to) {
    int left = from;
    int right = middle;
    if (middle == to || isAtMost(middle - 1, middle)) {
      System.arraycopy(heads, from, otherHeads, from, to - from);
      System.arraycopy(slots, from, otherSlots, from, to - from);
      return;
    }
    for (int at = from; at < to; at++) {
      boolean takeLeft = right == to || (left < middle && isAtMost(left, right));
      int taken = takeLeft ? left++ : right++;
      otherHeads[at] = heads[taken];
      otherSlots[at] = slots[taken];
    }
  }

  private boolean isAtMost(int left, int right) {
    int order = Long.compareUnsigned(heads[left], heads[right]);
    return order != 0 ? order < 0 : compareRest(slots[left], slots[right]) <= 0;
  }

  private int compareRest(int left, int right) {
    int from = start(left) + 8;
    int other = start(right) + 8;
    if (from >= ends[left] || other >= ends[right]) {
      return Integer.compare(ends[left] - from, ends[right] - other);
    }
    return Arrays.compareUnsigned(arena, from, ends[left], arena, other, ends[right]);
  }

  private int start(int slot) {
    return slot == 0 ? 0 : ends[slot - 1];
  }

  /// Writes the rows, sorted, to the front of `into`.
  void rows(int[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = rows[slots[i]];
    }
  }

  /// Writes the sorted rows to `file` and begins anew.
  SortedRun spill(SpillFile file) {
    long start = file.size();
    ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE + 256);
    for (int i = 0; i < count; i++) {
      int slot = slots[i];
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
