package dev.tusk.postgres.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A socket of this machine that is a file, in the shape that the driver knows: with a limit for
/// reading, which channels lack. Closing frees whoever reads or writes at once.
final class UnixEndpoint extends SocketImpl {
  private final Path file;
  private final Map<Integer, Object> options = new ConcurrentHashMap<>();
  private final ReentrantLock reading = new ReentrantLock();
  private final ByteBuffer came = ByteBuffer.allocate(1 << 16).flip();
  private volatile @Nullable Open open;
  private volatile boolean closed;
  private volatile int timeout;

  /// @param file of the socket
  UnixEndpoint(Path file) {
    this.file = file;
  }

  /// @param readable waits for bytes to read, and `writable` for room to write
  private record Open(SocketChannel channel, Selector readable, Selector writable) {
    void close() throws IOException {
      channel.close();
      readable.close();
      writable.close();
    }
  }

  @Override
  protected void create(boolean stream) {
    // There is nothing to make before it is connected.
  }

  @Override
  protected void connect(String host, int toPort) throws IOException {
    connect();
  }

  @Override
  protected void connect(InetAddress to, int toPort) throws IOException {
    connect();
  }

  // Where to is ignored: the file says it.
  @Override
  protected void connect(SocketAddress to, int millis) throws IOException {
    connect();
  }

  private void connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(file));
      channel.configureBlocking(false);
      Open made = new Open(channel, Selector.open(), Selector.open());
      channel.register(made.readable(), SelectionKey.OP_READ);
      channel.register(made.writable(), SelectionKey.OP_WRITE);
      open = made;
    } finally {
      if (open == null) {
        channel.close();
      }
    }
    if (closed) {
      close();
    }
  }

  private Open open() throws SocketException {
    Open now = open;
    if (now == null || closed) {
      throw new SocketException("Socket closed");
    }
    return now;
  }

  @Override
  protected InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return UnixEndpoint.this.read(bytes, offset, length);
      }

      @Override
      public int available() throws IOException {
        return UnixEndpoint.this.available();
      }
    };
  }

  @Override
  protected OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        UnixEndpoint.this.write(ByteBuffer.wrap(bytes, offset, length));
      }
    };
  }

  private int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    reading.lock();
    try {
      long limit = timeout;
      long start = System.nanoTime();
      while (!came.hasRemaining()) {
        if (fill() < 0) {
          return -1;
        }
        if (!came.hasRemaining()) {
          long left = limit == 0 ? 0 : limit - (System.nanoTime() - start) / 1_000_000;
          if (limit != 0 && left <= 0) {
            throw new SocketTimeoutException("Read timed out");
          }
          await(open().readable(), left);
        }
      }
      int count = Math.min(length, came.remaining());
      came.get(bytes, offset, count);
      return count;
    } finally {
      reading.unlock();
    }
  }

  /// Takes what is there, without waiting; -1 at the end.
  private int fill() throws IOException {
    // A thread with its flag set would close the channel by touching it; TCP's sockets do not.
    boolean interrupted = Thread.interrupted();
    came.clear();
    try {
      return open().channel().read(came);
    } catch (ClosedChannelException gone) {
      throw new SocketException("Socket closed", gone);
    } finally {
      came.flip();
      restore(interrupted);
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (bytes.hasRemaining()) {
        if (open().channel().write(bytes) == 0) {
          await(open().writable(), 0);
        }
      }
    } catch (ClosedChannelException gone) {
      throw new SocketException("Socket closed", gone);
    } finally {
      restore(interrupted);
    }
  }

  /// @param millis 0 for as long as it takes
  private static void await(Selector selector, long millis) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      selector.select(millis);
      selector.selectedKeys().clear();
    } catch (ClosedSelectorException gone) {
      throw new SocketException("Socket closed", gone);
    } finally {
      restore(interrupted);
    }
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected int available() throws IOException {
    // Whoever reads right now will take what comes.
    if (!reading.tryLock()) {
      return 0;
    }
    try {
      if (!came.hasRemaining()) {
        var _ = fill();
      }
      return came.remaining();
    } finally {
      reading.unlock();
    }
  }

  @Override
  protected void close() throws IOException {
    closed = true;
    Open now = open;
    if (now != null) {
      now.close();
    }
  }

  @Override
  protected void shutdownInput() throws IOException {
    open().channel().shutdownInput();
  }

  @Override
  protected void shutdownOutput() throws IOException {
    open().channel().shutdownOutput();
  }

  @Override
  protected void bind(InetAddress host, int toPort) throws IOException {
    throw new SocketException("A socket that is a file has no local address");
  }

  @Override
  protected void listen(int backlog) throws IOException {
    throw new SocketException("This socket does not listen");
  }

  @Override
  protected void accept(SocketImpl socket) throws IOException {
    throw new SocketException("This socket does not listen");
  }

  @Override
  protected void sendUrgentData(int data) throws IOException {
    throw new SocketException("A socket that is a file has no urgent data");
  }

  @Override
  public void setOption(int option, Object value) {
    if (option == SO_TIMEOUT && value instanceof Integer millis) {
      timeout = millis;
    }
    options.put(option, value);
  }

  @Override
  public @Nullable Object getOption(int option) {
    return switch (option) {
      case SO_TIMEOUT -> timeout;
      case TCP_NODELAY, SO_KEEPALIVE, SO_REUSEADDR, SO_OOBINLINE ->
          options.getOrDefault(option, false);
      default -> options.get(option);
    };
  }
}
