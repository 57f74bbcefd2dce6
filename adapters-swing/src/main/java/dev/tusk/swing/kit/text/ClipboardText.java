package dev.tusk.swing.kit.text;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/// A text for the clipboard, written in UTF-8 piece by piece; refuses to become too much before it
/// fills the heap. Confined to one thread.
public final class ClipboardText extends OutputStream {
  /// How many bytes a clipboard bears: a sixteenth of the heap, since the text is there several
  /// times while another program takes it, and never more than such a program gets before it gives
  /// up.
  public static final int MOST = (int) Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 16);

  private static final int PIECE = 1 << 18;

  private final int most;
  private final ArrayDeque<byte[]> full = new ArrayDeque<>();
  private byte[] piece = new byte[0];
  private int used;
  private int length;

  /// The text is too much for a clipboard; a file is the way.
  public static final class TooMuch extends RuntimeException {
    private TooMuch() {
      super("too much for the clipboard");
    }
  }

  /// An empty text.
  ///
  /// @param most bytes that it may have
  public ClipboardText(int most) {
    this.most = most;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  /// Adds bytes.
  ///
  /// @throws TooMuch when there would be too many
  @Override
  public void write(byte[] data, int offset, int count) {
    if (count > most - length) {
      throw new TooMuch();
    }
    length += count;
    for (var at = offset; at < offset + count; ) {
      if (used == piece.length) {
        next();
      }
      var some = Math.min(offset + count - at, piece.length - used);
      System.arraycopy(data, at, piece, used, some);
      used += some;
      at += some;
    }
  }

  @Override
  public void write(byte[] data) {
    write(data, 0, data.length);
  }

  private void next() {
    if (used > 0) {
      full.add(piece);
    }
    piece = new byte[full.isEmpty() && used == 0 ? 1 << 10 : PIECE];
    used = 0;
  }

  /// The text; its pieces are let go on the way, so that it is there twice at most.
  public String text() {
    var all = new byte[length];
    var at = 0;
    for (var each = full.poll(); each != null; each = full.poll()) {
      System.arraycopy(each, 0, all, at, each.length);
      at += each.length;
    }
    System.arraycopy(piece, 0, all, at, used);
    piece = new byte[0];
    used = 0;
    length = 0;
    return new String(all, StandardCharsets.UTF_8);
  }
}
