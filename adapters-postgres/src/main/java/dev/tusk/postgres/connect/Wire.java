package dev.tusk.postgres.connect;

import dev.tusk.postgres.wire.FrameGuard;
import dev.tusk.postgres.wire.GuardedSocket;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The TCP sockets of one connection, so that it can be cut whatever the driver is doing.
///
/// Closing the raw socket frees a thread that hangs in a dead network at once; closing a TLS
/// socket can wait for a lock that the hanging thread holds. Thread-safe.
public final class Wire {
  /// Wires whose login is under way: pgjdbc makes its socket factory from a class name and one
  /// string, so the string has to find the wire.
  private static final Map<String, Wire> DIALLING = new ConcurrentHashMap<>();

  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Runnable connected;
  private final boolean clearPassword;
  private volatile boolean cut;
  private volatile @Nullable FrameGuard guard;

  /// @param connected is called on the dialling thread when TCP has connected
  /// @param clearPassword whether a server may ask for the password without encryption
  Wire(Runnable connected, boolean clearPassword) {
    this.connected = connected;
    this.clearPassword = clearPassword;
  }

  /// Says how many rows the next answer has at most; see [FrameGuard#expectRows].
  public void expectRows(long most) {
    FrameGuard reading = guard;
    if (reading != null) {
      reading.expectRows(most);
    }
  }

  /// Closes every socket; later ones are closed as they are made.
  public void cut() {
    cut = true;
    sockets.forEach(Wire::close);
  }

  public boolean isCut() {
    return cut;
  }

  /// Whether bytes have come that nobody has read, in the clear or not. Never blocks.
  public boolean hasUnread() {
    for (Socket socket : sockets) {
      try {
        if (!socket.isClosed() && socket.getInputStream().available() > 0) {
          return true;
        }
      } catch (IOException broken) {
        return true;
      }
    }
    return false;
  }

  void register(String key) {
    DIALLING.put(key, this);
  }

  static void unregister(String key) {
    DIALLING.remove(key);
  }

  static Wire find(String key) {
    Wire wire = DIALLING.get(key);
    return wire == null ? new Wire(() -> {}, false) : wire;
  }

  Socket open() throws IOException {
    sockets.removeIf(Socket::isClosed);
    Socket socket = new Dialled();
    sockets.add(socket);
    if (cut) {
      socket.close();
    }
    return socket;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It is as good as closed; nobody could do more.
    }
  }

  private final class Dialled extends GuardedSocket {
    Dialled() {
      super(clearPassword);
    }

    @Override
    protected void guarded(FrameGuard by) {
      guard = by;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(endpoint, timeout);
      connected.run();
    }
  }
}
