package dev.tusk.swing.editor.cell;

import dev.tusk.core.kernel.Cancellation;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/// Lets the readers of images read a value where it is. Confined to one thread.
final class ValueImageStream extends ImageInputStreamImpl {
  private final ValueBytes value;
  private final Cancellation cancellation;
  private byte[] piece = {};
  private long pieceAt;
  private @Nullable RuntimeException unread;

  ValueImageStream(ValueBytes value, Cancellation cancellation) {
    this.value = value;
    this.cancellation = cancellation;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    return fill() ? piece[(int) (streamPos++ - pieceAt)] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    var from = (int) (streamPos - pieceAt);
    var count = Math.min(length, piece.length - from);
    System.arraycopy(piece, from, into, offset, count);
    streamPos += count;
    return count;
  }

  /// Fails as reading the value has failed, if it has: then the image may be as good as it was.
  void check() {
    if (unread != null) {
      throw unread;
    }
  }

  @Override
  public long length() {
    return value.length();
  }

  private boolean fill() throws IOException {
    if (streamPos >= pieceAt && streamPos < pieceAt + piece.length) {
      return true;
    }
    if (cancellation.isCancelled()) {
      throw new IOException("the viewer shows something else");
    }
    pieceAt = streamPos;
    try {
      piece = value.read(streamPos, ValueBytes.PIECE);
    } catch (RuntimeException failure) {
      unread = failure;
      throw failure;
    }
    return piece.length > 0;
  }
}
