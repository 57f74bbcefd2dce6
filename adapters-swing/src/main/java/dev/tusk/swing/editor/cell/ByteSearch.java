package dev.tusk.swing.editor.cell;

import dev.tusk.core.kernel.Cancellation;
import java.util.concurrent.CancellationException;

/// Finds a text in a value by its bytes; the letters from A to Z as their small ones if wanted.
/// Confined to one thread.
final class ByteSearch {
  private static final int PIECE = 1 << 20;

  private final ValueBytes value;
  private final byte[] wanted;
  private final boolean matchCase;
  private final Cancellation cancellation;

  ByteSearch(ValueBytes value, byte[] text, boolean matchCase, Cancellation cancellation) {
    this.value = value;
    this.wanted = text.clone();
    this.matchCase = matchCase;
    this.cancellation = cancellation;
    for (var i = 0; i < wanted.length; i++) {
      wanted[i] = folded(wanted[i]);
    }
  }

  /// Where the next one begins at or behind `from`, else the first one of all; -1 when there is
  /// none.
  long next(long from) {
    var found = forward(from, value.length());
    return found >= 0 ? found : forward(0, Math.min(value.length(), from + wanted.length - 1));
  }

  /// Where the last one begins before `from`, else the last one of all; -1 when there is none.
  long previous(long from) {
    var found = backward(0, from);
    return found >= 0 ? found : backward(from, value.length());
  }

  /// The first that lies between two places.
  private long forward(long from, long to) {
    for (var at = from; at + wanted.length <= to; at += PIECE) {
      var piece = piece(at, to);
      for (var i = 0; i + wanted.length <= piece.length; i++) {
        if (matches(piece, i)) {
          return at + i;
        }
      }
    }
    return -1;
  }

  /// The last that begins between two places.
  private long backward(long from, long to) {
    for (var end = to; end > from; end -= PIECE) {
      var at = Math.max(from, end - PIECE);
      var piece = piece(at, Math.min(value.length(), end + wanted.length - 1));
      for (var i = Math.min((int) (end - at) - 1, piece.length - wanted.length); i >= 0; i--) {
        if (matches(piece, i)) {
          return at + i;
        }
      }
    }
    return -1;
  }

  private byte[] piece(long at, long to) {
    if (cancellation.isCancelled()) {
      throw new CancellationException("something else is looked for");
    }
    return value.read(at, (int) Math.min(PIECE + wanted.length - 1L, to - at));
  }

  private boolean matches(byte[] piece, int at) {
    for (var i = 0; i < wanted.length; i++) {
      if (folded(piece[at + i]) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private byte folded(byte b) {
    return !matchCase && b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }
}
