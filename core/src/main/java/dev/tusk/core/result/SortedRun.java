package dev.tusk.core.result;

import java.util.Arrays;

/// Reads a sorted run back from its file, row by row. Confined to one thread.
final class SortedRun implements MergedRun {
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

  @Override
  public boolean next() {
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

  @Override
  public int row() {
    return row;
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

  @Override
  public int compareWith(MergedRun other) {
    SortedRun run = (SortedRun) other;
    int order = Long.compareUnsigned(head, run.head);
    if (order == 0) {
      order = Arrays.compareUnsigned(piece, from, to, run.piece, run.from, run.to);
    }
    return order != 0 ? order : Integer.compare(row, run.row);
  }
}
