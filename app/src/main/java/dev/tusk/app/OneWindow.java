package dev.tusk.app;

import dev.tusk.app.files.OwnFiles;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One window per data directory: a second start brings the first to the front and leaves.
///
/// A lock on a file of its own decides, so that a killed Tusk leaves nothing behind; a Unix-domain
/// socket beside it carries the wish to come to the front.
final class OneWindow implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(OneWindow.class.getName());

  /// How long a second start knocks: the first may just be opening its door.
  private static final Duration PATIENCE = Duration.ofMillis(600);

  private static final Duration PAUSE = Duration.ofMillis(5);

  private final FileChannel channel;
  private final FileLock lock;
  private final Path socket;
  private final @Nullable ServerSocketChannel door;
  private final AtomicReference<@Nullable Runnable> toFront = new AtomicReference<>();
  private volatile boolean knocked;

  private OneWindow(
      FileChannel channel, FileLock lock, Path socket, @Nullable ServerSocketChannel door) {
    this.channel = channel;
    this.lock = lock;
    this.socket = socket;
    this.door = door;
  }

  /// What became of a start.
  sealed interface Start {}

  /// This process has the window; to be closed with it.
  record First(OneWindow place) implements Start {}

  /// Another process has the window.
  ///
  /// @param heard whether it answered and comes to the front
  record Second(boolean heard) implements Start {}

  /// Takes the place of the one window, or asks the one that has it to come to the front. Blocks
  /// for up to 0.6 s.
  static Start take(Path data) throws IOException {
    Path file = data.resolve("window.lock");
    OwnFiles.file(file);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    Path socket = data.resolve("window.sock");
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      LOG.log(System.Logger.Level.DEBUG, "This process has the window already");
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      return new Second(knock(socket));
    }
    ServerSocketChannel door = door(socket);
    OneWindow place = new OneWindow(channel, lock, socket, door);
    if (door != null) {
      Thread listener = new Thread(() -> place.listen(door), "one-window");
      listener.setDaemon(true);
      listener.start();
    }
    return new First(place);
  }

  private static @Nullable ServerSocketChannel door(Path socket) {
    ServerSocketChannel door = null;
    try {
      // a killed holder has left it; nobody else may touch it without the lock
      Files.deleteIfExists(socket);
      door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      return door.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException | UnsupportedOperationException unavailable) {
      // A path that is too long, or a system without such sockets: the lock still holds.
      LOG.log(System.Logger.Level.DEBUG, "A second start cannot knock here", unavailable);
      close(door);
      return null;
    }
  }

  private static void close(@Nullable Channel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.DEBUG, "The window's door did not close", failure);
    }
  }

  /// Runs `action` on a background thread whenever a second start knocks, and at once when one did
  /// before.
  void answer(Runnable action) {
    toFront.set(action);
    if (knocked) {
      action.run();
    }
  }

  private void listen(ServerSocketChannel knocks) {
    try {
      while (channel.isOpen()) {
        knocks.accept().close();
        knocked = true;
        Runnable action = toFront.get();
        if (action != null) {
          action.run();
        }
      }
    } catch (IOException closed) {
      LOG.log(System.Logger.Level.TRACE, "Nobody can knock any more", closed);
    }
  }

  /// Whether the other side answered, which it does by closing the connection.
  private static boolean knock(Path socket) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      try (SocketChannel knock = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        knock.configureBlocking(false);
        while (System.nanoTime() < end) {
          if (knock.read(ByteBuffer.allocate(1)) < 0) {
            return true;
          }
          Thread.sleep(PAUSE);
        }
      } catch (IOException deaf) {
        LOG.log(System.Logger.Level.DEBUG, "The other window does not hear", deaf);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    } while (System.nanoTime() < end);
    return false;
  }

  @Override
  public void close() {
    close(door);
    try {
      Files.deleteIfExists(socket);
      lock.release();
      channel.close();
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.DEBUG, "The window's lock was not released", failure);
    }
  }
}
