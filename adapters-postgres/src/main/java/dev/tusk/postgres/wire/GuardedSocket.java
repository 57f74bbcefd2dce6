package dev.tusk.postgres.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A socket whose server is guarded against; see [FrameGuard].
public abstract class GuardedSocket extends Socket {
  private final LoginRules login;
  private final @Nullable String timeZone;
  private final List<FrameGuard> guards = new CopyOnWriteArrayList<>();
  private @Nullable FrameGuard guard;

  /// What the client began last; null before its first byte.
  private @Nullable Boolean encrypting;

  /// Not connected yet.
  ///
  /// @param login which ways of logging in are allowed
  /// @param timeZone that a session begins with; null for the server's
  protected GuardedSocket(LoginRules login, @Nullable String timeZone) {
    this.login = login;
    this.timeZone = timeZone;
  }

  /// Not connected yet.
  ///
  /// @param inside what carries the bytes instead of TCP
  /// @param login as above
  /// @param timeZone as above
  protected GuardedSocket(SocketImpl inside, LoginRules login, @Nullable String timeZone)
      throws SocketException {
    super(inside);
    this.login = login;
    this.timeZone = timeZone;
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
    return new FilterOutputStream(starting(super.getOutputStream())) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        told.sent(bytes, offset, length);
        boolean now = told.isEncrypting();
        if (encrypting == null || encrypting != now) {
          encrypting = now;
          begins(now);
        }
        out.write(bytes, offset, length);
      }
    };
  }

  /// Learns what the client begins now: to agree on encryption, or to log in without.
  protected abstract void begins(boolean encryption);

  /// Learns that the handshake of TLS over this socket is done.
  ///
  /// @throws IOException when it is not to be used
  protected abstract void encrypted(SSLSocket tls) throws IOException;

  /// `tls`, which is over this socket, with a guard inside the encryption too: otherwise a server
  /// would only have to offer TLS to get past it.
  public SSLSocket guard(SSLSocket tls) {
    return new GuardedTlsSocket(tls, this);
  }

  /// What writes to `out`, in the encryption or in the clear, without the driver's own settings.
  OutputStream starting(OutputStream out) {
    return new StartupStream(out, timeZone);
  }

  private FrameGuard guard() throws IOException {
    FrameGuard made = guard;
    if (made == null) {
      made = new FrameGuard(super.getInputStream(), false, login, RowBudget.shared());
      guard = made;
      guards.add(made);
      guarded(made);
    }
    return made;
  }

  /// The guard of what comes out of the encryption over this socket.
  FrameGuard inside(InputStream decrypted) {
    FrameGuard inner = new FrameGuard(decrypted, true, login, RowBudget.shared());
    guards.add(inner);
    guarded(inner);
    return inner;
  }

  /// Whoever closes it, often not the one who reads, ends what its rows take of the memory.
  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      guards.forEach(FrameGuard::end);
    }
  }
}
