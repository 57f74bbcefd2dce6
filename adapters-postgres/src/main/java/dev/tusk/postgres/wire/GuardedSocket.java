package dev.tusk.postgres.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import org.jspecify.annotations.Nullable;

/// A socket whose server is guarded against; see [FrameGuard].
public abstract class GuardedSocket extends Socket {
  private final boolean clearPassword;
  private @Nullable FrameGuard guard;

  /// Not connected yet.
  ///
  /// @param clearPassword whether a password may be sent without encryption
  protected GuardedSocket(boolean clearPassword) {
    this.clearPassword = clearPassword;
  }

  /// Not connected yet.
  ///
  /// @param inside what carries the bytes instead of TCP
  /// @param clearPassword as above
  protected GuardedSocket(SocketImpl inside, boolean clearPassword) throws SocketException {
    super(inside);
    this.clearPassword = clearPassword;
  }

  /// Learns which guard reads the server's messages; once more when encryption begins.
  protected abstract void guarded(FrameGuard by);

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    return guard();
  }

  @Override
  public synchronized OutputStream getOutputStream() throws IOException {
    FrameGuard told = guard();
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        told.sent(bytes, offset, length);
        out.write(bytes, offset, length);
      }
    };
  }

  private FrameGuard guard() throws IOException {
    FrameGuard made = guard;
    if (made == null) {
      made = new FrameGuard(super.getInputStream(), false, clearPassword, RowBudget.shared());
      guard = made;
      guarded(made);
    }
    return made;
  }

  /// The guard of what comes out of the encryption over this socket.
  FrameGuard inside(InputStream decrypted) {
    FrameGuard inner = new FrameGuard(decrypted, true, clearPassword, RowBudget.shared());
    guarded(inner);
    return inner;
  }
}
