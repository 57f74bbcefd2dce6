package dev.tusk.core.query;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The data lines of a `COPY` in a script, as UTF-8, encoded piece by piece. Confined to one
/// thread.
final class ScriptData extends InputStream {
  private static final int PIECE = 1 << 14;

  private final String text;
  private final int end;
  private int next;
  private byte[] piece = new byte[0];
  private int read;

  ScriptData(String text, int start, int end) {
    this.text = text;
    this.next = start;
    this.end = end;
  }

  @Override
  public int read() {
    return fill() ? piece[read++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, piece.length - read);
    System.arraycopy(piece, read, target, offset, count);
    read += count;
    return count;
  }

  private boolean fill() {
    if (read < piece.length) {
      return true;
    }
    if (next >= end) {
      return false;
    }
    int stop = Math.min(end, next + PIECE);
    if (stop < end && Character.isHighSurrogate(text.charAt(stop - 1))) {
      stop--;
    }
    piece = text.substring(next, stop).getBytes(StandardCharsets.UTF_8);
    read = 0;
    next = stop;
    return true;
  }
}
