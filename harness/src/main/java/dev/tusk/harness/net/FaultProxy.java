package dev.tusk.harness.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A TCP proxy on the loopback address that forwards to one server and misbehaves as it is told.
/// What it is told holds at once for open connections too, unless its method says otherwise.
///
/// Thread-safe. The caller closes it; its threads are virtual and end with it.
public final class FaultProxy implements AutoCloseable {
  /// Which way bytes go.
  public enum Direction {
    /// From the client to the server.
    UP,
    /// From the server to the client.
    DOWN
  }

  /// How a connection ends when the proxy ends it.
  public enum End {
    /// By a reset (RST): both sides lose what is under way.
    RESET,
    /// In order (FIN): the receiver reads the end of the stream.
    FIN,
    /// Not at all: the connection stays open and nothing more comes through.
    SILENCE
  }

  private final String host;
  private volatile int serverPort;
  private final InetAddress at;
  private final int port;
  private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong up = new AtomicLong();
  private final AtomicLong down = new AtomicLong();
  private final Faults faults = new Faults();
  private final Wiretap wiretap = new Wiretap();
  private volatile @Nullable ServerSocket listener;
  private volatile @Nullable Thread acceptor;
  private volatile boolean closed;

  /// Listens on a free port at once.
  ///
  /// @param host of the server
  /// @param serverPort of the server
  public FaultProxy(String host, int serverPort) throws IOException {
    this(host, serverPort, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
  }

  /// Listens on another loopback address at once.
  ///
  /// @param at for example 127.0.0.2
  /// @param port 0 for a free one
  public FaultProxy(String host, int serverPort, InetAddress at, int port) throws IOException {
    this.host = host;
    this.serverPort = serverPort;
    this.at = at;
    this.port = listen(port);
  }

  /// Where clients connect, on 127.0.0.1 unless another address was wanted.
  public int port() {
    return port;
  }

  /// How many bytes came through in one direction.
  public long bytes(Direction direction) {
    return counter(direction).get();
  }

  /// How many connections were accepted since the start.
  public int accepted() {
    return accepted.get();
  }

  /// How many connections are open.
  public int open() {
    return open.size();
  }

  /// Writes down from now on everything that is passed on; an earlier recording ends.
  public Recording record() {
    return wiretap.begin(EnumSet.allOf(Direction.class));
  }

  /// Writes down from now on what is passed on in one direction, so that a stream in the other does
  /// not fill the memory; an earlier recording ends.
  public Recording record(Direction direction) {
    return wiretap.begin(EnumSet.of(direction));
  }

  /// Delays every byte, both ways; throughput stays.
  public void latency(Duration delay) {
    latency(delay, Duration.ZERO);
  }

  /// Delays every byte by `delay`, give or take up to `jitter`; the order stays.
  public void latency(Duration delay, Duration jitter) {
    faults.latency(delay, jitter);
  }

  /// Lets through so many bytes a second, each way of each connection.
  public void bandwidth(long bytesPerSecond) {
    faults.bandwidth(bytesPerSecond);
  }

  /// Passes bytes on in slices, with a pause before each.
  ///
  /// @param bytes of one slice, at least 1
  public void slicer(int bytes, Duration pause) {
    faults.slicer(bytes, pause);
  }

  /// Holds back everything in one direction until [#clear], while the connections stay open: a
  /// network that has stopped carrying packets.
  public void blackhole(Direction direction) {
    faults.blackhole(direction, true);
  }

  /// Holds back everything both ways until [#clear].
  public void blackhole() {
    blackhole(Direction.UP);
    blackhole(Direction.DOWN);
  }

  /// Whether the black hole has swallowed something in this direction.
  public boolean holdsBack(Direction direction) {
    return faults.holdsBack(direction);
  }

  /// Resets (RST) every open connection, once.
  public void resetPeer() {
    open.forEach(ProxiedConnection::reset);
  }

  /// Closes the server's side of every open connection, once. The client is never told, and what
  /// it sends is lost: as when a firewall forgets a connection while the server restarts.
  public void halfOpen() {
    open.forEach(ProxiedConnection::forgetServer);
  }

  /// Ends each connection after so many more bytes in one direction.
  ///
  /// @param end a reset; or in order, so that both sides are told that nothing more comes; or
  ///     silence in that direction
  public void limitData(Direction direction, long bytes, End end) {
    faults.limit(direction, new Faults.Limit(counter(direction).get() + bytes, end));
  }

  /// Resets each connection after so many more bytes in one direction.
  public void limitData(Direction direction, long bytes) {
    limitData(direction, bytes, End.RESET);
  }

  /// Delays the making of new connections; open ones are untouched.
  public void holdNew(Duration delay) {
    faults.holdNew = delay;
  }

  /// Forwards new connections to another server, as an address does that a standby has taken over;
  /// open ones are untouched.
  public void moveTo(int otherPort) {
    serverPort = otherPort;
  }

  /// Accepts new connections and never says a word on them; open ones are untouched.
  public void mute() {
    faults.mute = true;
  }

  /// Refuses new connections until [#clear]; open ones are untouched.
  public void refuse() {
    stopListening();
    listener = null;
  }

  /// The port is only free once the thread that accepts on it has left.
  private void stopListening() {
    closeQuietly(listener);
    Thread thread = acceptor;
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Behaves again; what was held back goes through now. Muted connections stay mute.
  public void clear() throws IOException {
    faults.clear();
    if (listener == null) {
      listen(port);
    }
  }

  @Override
  public void close() {
    closed = true;
    stopListening();
    faults.clear();
    open.forEach(ProxiedConnection::reset);
  }

  private AtomicLong counter(Direction direction) {
    return switch (direction) {
      case UP -> up;
      case DOWN -> down;
    };
  }

  private int listen(int onPort) throws IOException {
    var socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(at, onPort));
    listener = socket;
    acceptor = Thread.ofVirtual().name("fault proxy").start(() -> acceptAll(socket));
    return socket.getLocalPort();
  }

  private void acceptAll(ServerSocket socket) {
    while (!closed) {
      try {
        Socket client = socket.accept();
        int number = accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(client, number));
      } catch (IOException e) {
        // Closed: refusing, or at the end.
        return;
      }
    }
  }

  private void serve(Socket client, int number) {
    var connection = new ProxiedConnection(client, number, faults, wiretap, up, down);
    open.add(connection);
    try {
      if (closed) {
        return;
      }
      boolean muted = faults.mute;
      faults.pause(faults.holdNew.toNanos());
      if (muted) {
        connection.drain();
      } else {
        connection.forwardTo(new Socket(host, serverPort));
      }
    } catch (IOException e) {
      // Either side went away; the other one learns it by the reset.
      connection.reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connection.close();
      open.remove(connection);
    }
  }

  private static void closeQuietly(@Nullable ServerSocket socket) {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
