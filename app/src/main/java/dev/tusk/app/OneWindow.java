package dev.tusk.app;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// One window per data directory: a second start brings the first to the front and leaves.
///
/// A lock on a file of its own decides, so that a killed Tusk leaves nothing behind; a Unix-domain
/// socket beside it carries the wish to come to the front.
final class OneWindow implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(OneWindow.class.getName());

  private final FileChannel channel;
  private final FileLock lock;
  private final Path socket;

  private OneWindow(FileChannel channel, FileLock lock, Path socket) {
    this.channel = channel;
    this.lock = lock;
    this.socket = socket;
  }

  /// Takes the place of the one window.
  ///
  /// @return empty when another window has it; that one has been asked to come to the front
  static Optional<OneWindow> take(Path data) throws IOException {
    FileChannel channel =
        FileChannel.open(
            data.resolve("window.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Path socket = data.resolve("window.sock");
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      knock(socket);
      return Optional.empty();
    }
    return Optional.of(new OneWindow(channel, lock, socket));
  }

  /// Runs `toFront` on a background thread whenever a second start knocks.
  void answer(Runnable toFront) {
    Thread listener = new Thread(() -> listen(toFront), "one window");
    listener.setDaemon(true);
    listener.start();
  }

  private void listen(Runnable toFront) {
    try {
      Files.deleteIfExists(socket);
      try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(socket));
        while (channel.isOpen()) {
          server.accept().close();
          toFront.run();
        }
      }
    } catch (IOException unavailable) {
      // A path that is too long, or a system without such sockets: the lock still holds.
      LOG.log(System.Logger.Level.DEBUG, "A second start cannot knock here", unavailable);
    }
  }

  private static void knock(Path socket) {
    try (SocketChannel knock = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      var _ = knock.read(ByteBuffer.allocate(1));
    } catch (IOException deaf) {
      LOG.log(System.Logger.Level.DEBUG, "The other window does not hear", deaf);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(socket);
      lock.release();
      channel.close();
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.DEBUG, "The window's lock was not released", failure);
    }
  }
}
