package dev.tusk.swing.editor.cell;

import dev.tusk.core.kernel.Cancellation;
import java.util.concurrent.CancellationException;

/// Reads a value byte by byte. Confined to one thread.
final class ByteReader {
  private final ValueBytes value;
  private final Cancellation cancellation;
  private byte[] piece = {};
  private long pieceAt;
  private int next;

  ByteReader(ValueBytes value, long from, Cancellation cancellation) {
    this.value = value;
    this.pieceAt = from;
    this.cancellation = cancellation;
  }

  /// The next byte, from 0 to 255; -1 at the end.
  ///
  /// @throws CancellationException when cancelled
  int next() {
    return next == piece.length && !fill() ? -1 : piece[next++] & 0xFF;
  }

  /// As [#next], which will give it again.
  int peek() {
    return next == piece.length && !fill() ? -1 : piece[next] & 0xFF;
  }

  /// Where [#next] reads.
  long position() {
    return pieceAt + next;
  }

  private boolean fill() {
    if (cancellation.isCancelled()) {
      throw new CancellationException("the viewer shows something else");
    }
    pieceAt += piece.length;
    piece = value.read(pieceAt, ValueBytes.PIECE);
    next = 0;
    return piece.length > 0;
  }
}
