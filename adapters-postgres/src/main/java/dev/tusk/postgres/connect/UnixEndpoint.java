package dev.tusk.postgres.connect;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.postgres.wire.Endpoint;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
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
import java.util.concurrent.locks.ReentrantLock;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/// A socket of this machine that is a file, with a limit for reading, which channels lack. Closing
/// frees whoever reads or writes at once.
final class UnixEndpoint extends Endpoint {
  private final Path file;
  private final String peer;
  private final ReentrantLock reading = new ReentrantLock();
  private final ByteBuffer came = ByteBuffer.allocate(1 << 16).flip();
  private volatile @Nullable Open open;
  private volatile boolean closed;
  private volatile int timeout;

  /// @param file of the socket
  /// @param peer the user that the server must run as; empty for any
  UnixEndpoint(Path file, String peer) {
    this.file = file;
    this.peer = peer;
  }

  /// @param readable waits for bytes to read, and `writable` for room to write
  private record Open(SocketChannel channel, Selector readable, Selector writable) {
    void close() throws IOException {
      channel.close();
      readable.close();
      writable.close();
    }
  }

  /// Where to is ignored: the file says it.
  @Override
  protected void connect(SocketAddress to, int millis) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(file));
      if (!peer.isEmpty()) {
        requirePeer(channel);
      }
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

  /// As libpq does it before it sends anything.
  private void requirePeer(SocketChannel channel) throws IOException {
    String actual;
    try {
      actual = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    } catch (UnsupportedOperationException none) {
      throw refusal("This system does not say who runs the server of a Unix socket", none);
    }
    // A user without a name here is called by its number, which is nobody's name.
    if (!actual.equals(peer) || actual.chars().allMatch(Character::isDigit)) {
      throw refusal(
          "The server of the Unix socket %s is run by \"%s\", and not by \"%s\" (requirepeer)"
              .formatted(file, actual, peer),
          null);
    }
  }

  private static IOException refusal(String why, @Nullable Throwable cause) {
    return new IOException(
        why, new TuskException(new TuskError.ServerIdentity(why + "; nothing was sent"), cause));
  }

  private Open open() throws SocketException {
    Open now = open;
    if (now == null || closed) {
      throw new SocketException("Socket closed");
    }
    return now;
  }

  @Override
  protected int read(byte[] bytes, int offset, int length) throws IOException {
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

  @Override
  protected void write(byte[] source, int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
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
  protected void readTimeout(int millis) {
    timeout = millis;
  }
}
