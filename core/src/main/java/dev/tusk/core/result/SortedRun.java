package dev.tusk.core.result;

import java.util.Arrays;
import java.util.List;

/// Reads a sorted run back from its file, row by row. Confined to one thread.
final class SortedRun {
  private static final int PIECE = 1 << 16;

  private final SpillFile file;
  private final long end;
  private long position;
  private byte[] piece = {};
  private int at;
  private int left;
  private int row;
  private int from;
  private int to;
  private long head;

  SortedRun(SpillFile file, long start, long end, int count) {
    this.file = file;
    this.position = start;
    this.end = end;
    this.left = count;
  }

  /// Goes to the next row.
  ///
  /// @return false when there is none
  private boolean next() {
    if (left == 0) {
      return false;
    }
    left--;
    need(8);
    row = four();
    int length = four();
    need(length);
    from = at;
    to = at + length;
    at = to;
    head = SortRun.head(piece, from, to);
    return true;
  }

  private void need(int bytes) {
    int rest = piece.length - at;
    if (rest >= bytes) {
      return;
    }
    int more = (int) Math.min(Math.max(PIECE, bytes - rest), end - position);
    byte[] read = file.read(position, more);
    position += more;
    byte[] joined = Arrays.copyOfRange(piece, at, at + rest + more);
    System.arraycopy(read, 0, joined, rest, more);
    piece = joined;
    at = 0;
  }

  private int four() {
    int value =
        (piece[at] & 0xFF)
            | (piece[at + 1] & 0xFF) << 8
            | (piece[at + 2] & 0xFF) << 16
            | piece[at + 3] << 24;
    at += 4;
    return value;
  }

  /// By value, then by row: of equal ones the earlier comes first.
  private int compareWith(SortedRun run) {
    int order = Long.compareUnsigned(head, run.head);
    if (order == 0) {
      order = Arrays.compareUnsigned(piece, from, to, run.piece, run.from, run.to);
    }
    return order != 0 ? order : Integer.compare(row, run.row);
  }

  /// Fills `into` with the rows of all `runs`, none of which is empty.
  static void merge(List<SortedRun> runs, int[] into, ArrangeRows.Steps steps) {
    SortedRun[] heap = runs.toArray(SortedRun[]::new);
    int size = heap.length;
    for (SortedRun each : heap) {
      each.next();
    }
    Arrays.sort(heap, SortedRun::compareWith);
    for (int i = 0; i < into.length; i++) {
      steps.at(i);
      SortedRun least = heap[0];
      into[i] = least.row;
      if (!least.next()) {
        heap[0] = heap[--size];
      }
      sift(heap, size);
    }
  }

  private static void sift(SortedRun[] heap, int size) {
    int at = 0;
    SortedRun moved = heap[0];
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1].compareWith(heap[child]) < 0) {
        child++;
      }
      if (moved.compareWith(heap[child]) <= 0) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moved;
  }
}
