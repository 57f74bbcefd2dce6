package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.postgres.ssh.Tunnel;
import dev.tusk.postgres.tls.TlsClient;
import dev.tusk.postgres.wire.FrameGuard;
import dev.tusk.postgres.wire.GuardedSocket;
import dev.tusk.postgres.wire.LoginRules;
import dev.tusk.postgres.wire.RowTaker;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
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
  private final List<Closeable> attempts = new CopyOnWriteArrayList<>();
  private final Consumer<ConnectStep> steps;
  private final LoginRules login;
  private final TlsClient tls;
  private final @Nullable Tunnel tunnel;
  private volatile SocketAddress target = InetSocketAddress.createUnresolved("localhost", 0);
  private final ConnectionConfig config;
  private final @Nullable String timeZone;
  private volatile @Nullable Path file;
  private volatile String peer = "";
  private volatile boolean cut;
  private volatile boolean tlsBegun;
  private volatile @Nullable Encryption encryption;
  private volatile @Nullable FrameGuard guard;

  /// @param steps hears on the dialling thread that TLS, and that the login begins
  /// @param login which ways of logging in are allowed
  /// @param tls what is put over its sockets when that is agreed on
  /// @param tunnel that the sockets go through; null for none
  /// @param config says whom TLS must find there, and how TCP is kept alive
  /// @param timeZone that a session begins with; null for the server's
  Wire(
      Consumer<ConnectStep> steps,
      LoginRules login,
      TlsClient tls,
      @Nullable Tunnel tunnel,
      ConnectionConfig config,
      @Nullable String timeZone) {
    this.steps = steps;
    this.login = login;
    this.tls = tls;
    this.tunnel = tunnel;
    this.config = config;
    this.timeZone = timeZone;
  }

  /// The encryption of a link.
  ///
  /// @param version for example `TLSv1.3`
  /// @param cipher as JSSE calls it
  public record Encryption(String version, String cipher) {}

  /// How this side of the link is encrypted; null when it is in clear text. What the server says of
  /// it may be about another link, when somebody is in between.
  public @Nullable Encryption encryption() {
    return encryption;
  }

  /// Whether TLS was begun over the latest socket.
  boolean isTlsBegun() {
    return tlsBegun;
  }

  /// Whether TLS was begun over the latest socket and did not come about.
  boolean isTlsRefused() {
    return tlsBegun && encryption == null && !cut;
  }

  Socket encrypt(Socket socket) throws IOException {
    tlsBegun = true;
    if (!(socket instanceof GuardedSocket guarded)) {
      throw new SSLException("TLS is only put over sockets of our own");
    }
    return guarded.guard(tls.over(socket, DriverProperties.name(config), config.port()));
  }

  /// Says how many rows the next answer has at most; see [FrameGuard#expectRows].
  public void expectRows(long most, @Nullable RowTaker taker) {
    FrameGuard reading = guard;
    if (reading != null) {
      reading.expectRows(most, taker);
    }
  }

  /// Begins to count the rows of a COPY.
  public void expectCopy() {
    FrameGuard reading = guard;
    if (reading != null) {
      reading.expectCopy();
    }
  }

  /// How many rows the COPY has given so far; see [FrameGuard#copied].
  public long copied() {
    FrameGuard reading = guard;
    return reading == null ? 0 : reading.copied();
  }

  /// Closes every socket; later ones are closed as they are made.
  public void cut() {
    cut = true;
    attempts.forEach(Wire::close);
    sockets.forEach(Wire::close);
  }

  public boolean isCut() {
    return cut;
  }

  /// Looks at what the server has said unasked; see [FrameGuard#listen].
  public FrameGuard.Aside listen() throws IOException {
    FrameGuard reading = guard;
    return reading == null ? new FrameGuard.Aside(true, null) : reading.listen();
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

  /// Opens the tunnel, if there is one, until that or the cut.
  void openTunnel(ConnectDialogue dialogue) {
    if (tunnel != null) {
      try {
        tunnel.open(
            dialogue,
            attempt -> {
              attempts.add(attempt);
              if (cut) {
                close(attempt);
              }
            });
      } finally {
        // The tunnel is not this wire's alone.
        attempts.clear();
      }
    }
  }

  void register(String key) {
    DIALLING.put(key, this);
  }

  static void unregister(String key) {
    DIALLING.remove(key);
  }

  static Wire find(String key) {
    Wire wire = DIALLING.get(key);
    if (wire == null) {
      throw new IllegalStateException("There is no such wire");
    }
    return wire;
  }

  /// Where the sockets of a tunnel lead to.
  void towards(String host, int port) {
    target = InetSocketAddress.createUnresolved(host, port);
  }

  /// The sockets are Unix sockets of this file, and their server is run by `owner`.
  ///
  /// @param owner empty for anybody
  void through(Path socket, String owner) {
    peer = owner;
    file = socket;
  }

  private Socket made() throws IOException {
    Path path = file;
    if (path != null) {
      return new Dialled(new UnixEndpoint(path, peer));
    }
    return tunnel == null ? new Dialled() : new Dialled(tunnel.socket());
  }

  /// A socket for the driver to connect. Through a tunnel or a file it is connected already: the
  /// driver would look a name up on this side.
  Socket open() throws IOException {
    sockets.removeIf(Socket::isClosed);
    tlsBegun = false;
    encryption = null;
    Socket socket = made();
    sockets.add(socket);
    if (cut) {
      socket.close();
    } else if (tunnel != null || file != null) {
      socket.connect(target, 0);
    }
    return socket;
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It is as good as closed; nobody could do more.
    }
  }

  private final class Dialled extends GuardedSocket {
    Dialled() {
      super(login, timeZone);
    }

    Dialled(SocketImpl inside) throws SocketException {
      super(inside, login, timeZone);
    }

    @Override
    protected void guarded(FrameGuard by) {
      guard = by;
    }

    @Override
    protected void encrypted(SSLSocket over) throws IOException {
      tls.checkProtocol(over);
      encryption =
          new Encryption(over.getSession().getProtocol(), over.getSession().getCipherSuite());
      steps.accept(ConnectStep.AUTHENTICATE);
    }

    @Override
    protected void begins(boolean encryption) {
      steps.accept(encryption ? ConnectStep.ENCRYPT : ConnectStep.AUTHENTICATE);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(endpoint, timeout);
      if (tunnel == null && file == null) {
        KeepAlive.apply(this, config.settings());
      }
    }
  }
}
