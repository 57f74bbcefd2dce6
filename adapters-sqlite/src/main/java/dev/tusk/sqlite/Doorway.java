package dev.tusk.sqlite;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.sqlite.recovery.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Lets one process at a time open, mend or close a store, and tells whether others have it open.
///
/// Two bytes of a lock file: the first is held while a process opens or closes, the second is
/// shared by all that have the store open. A file of its own, kept open as long as this process
/// uses the store: closing any handle on a file drops this process's locks on it, so that SQLite's
/// own file must not be used ("How to corrupt an SQLite database"). A killed process holds nothing.
final class Doorway {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Map<Path, Doorway> OPEN = new HashMap<>();

  private final FileChannel channel;
  private int users;
  private @Nullable FileLock shared;

  private Doorway(FileChannel channel) {
    this.channel = channel;
  }

  /// What is done in the doorway.
  @FunctionalInterface
  interface Passage<T> {
    T on(Doorway door) throws IOException, SQLException;
  }

  /// Does `passage` while no other process opens or closes the store of `file`.
  ///
  /// @throws TuskException with StorageFailed(LOCKED) when another one does so for five seconds
  static <T> T pass(Path file, Passage<T> passage) throws IOException, SQLException {
    synchronized (OPEN) {
      Path lockFile = file.resolveSibling(file.getFileName() + ".lock").toAbsolutePath();
      Doorway door = OPEN.get(lockFile);
      if (door == null) {
        PrivateFiles.refuseLink(lockFile);
        PrivateFiles.file(lockFile);
        door =
            new Doorway(
                FileChannel.open(
                    lockFile,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS));
        OPEN.put(lockFile, door);
      }
      try (FileLock passing = door.lock(file)) {
        assert passing.isValid();
        return passage.on(door);
      } finally {
        if (door.users == 0) {
          OPEN.remove(lockFile);
          door.channel.close();
        }
      }
    }
  }

  /// Whether nobody has the store open but the given number of users in this process.
  boolean isAlone(int own) throws IOException {
    if (users > own) {
      return false;
    }
    if (shared != null) {
      shared.release();
    }
    try (FileLock all = channel.tryLock(1, 1, false)) {
      return all != null;
    } finally {
      shared = users > 0 ? channel.tryLock(1, 1, true) : null;
    }
  }

  /// Notes that this process has the store open once more.
  void enter() throws IOException {
    users++;
    if (shared == null) {
      shared = channel.tryLock(1, 1, true);
    }
  }

  void leave() throws IOException {
    users--;
    if (users == 0 && shared != null) {
      shared.release();
      shared = null;
    }
  }

  private FileLock lock(Path file) throws IOException {
    long start = System.nanoTime();
    while (true) {
      FileLock lock = channel.tryLock(0, 1, false);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new TuskException(
            new TuskError.StorageFailed(
                TuskError.Disk.LOCKED,
                "Another Tusk has been opening "
                    + file
                    + " for five seconds; end it if it hangs, then try again"));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
