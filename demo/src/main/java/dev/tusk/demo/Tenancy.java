package dev.tusk.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who uses one server: counts its users in this process and, by a shared lock on a file, in the
/// others. The operating system takes the lock of a killed process back.
///
/// Thread-safe. A file lock belongs to the whole process, so there is one object for each folder.
final class Tenancy {
  private static final ConcurrentMap<Path, Tenancy> BY_FOLDER = new ConcurrentHashMap<>();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long PAUSE_MS = 20;

  private final Path folder;
  private final ReentrantLock monitor = new ReentrantLock();
  private int tenants;
  private @Nullable FileChannel channel;
  private @Nullable FileLock shared;

  private Tenancy(Path folder) {
    this.folder = folder;
  }

  /// The one for a folder that exists.
  static Tenancy of(Path folder) throws IOException {
    return BY_FOLDER.computeIfAbsent(folder.toRealPath(), Tenancy::new);
  }

  /// Something that is done while nobody else starts or stops the server.
  interface Step<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /// Runs a step while no other thread or process runs one; waits up to 90 s for its turn.
  ///
  /// @throws DemoException when the turn did not come
  <T extends @Nullable Object> T alone(Step<T> step) throws IOException {
    try {
      if (!monitor.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
      try (var gate =
          FileChannel.open(
              folder.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        // Closing the channel gives the lock back.
        await(gate);
        return step.run();
      } finally {
        monitor.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("Waiting for the sample server was interrupted.", e);
    }
  }

  /// Becomes a user of the server; only within a step.
  ///
  /// @return whether nobody used it so far
  boolean enter() throws IOException {
    if (tenants > 0) {
      tenants++;
      return false;
    }
    var users =
        FileChannel.open(
            folder.resolve("users.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    boolean first;
    try {
      FileLock all = users.tryLock();
      first = all != null;
      if (all != null) {
        all.release();
      }
      shared = users.lock(0, Long.MAX_VALUE, true);
    } catch (IOException e) {
      users.close();
      throw e;
    }
    channel = users;
    tenants = 1;
    return first;
  }

  /// Is a user no more; only within a step.
  ///
  /// @return whether nobody uses the server now
  boolean leave() throws IOException {
    tenants--;
    if (tenants > 0 || channel == null) {
      return false;
    }
    try (var users = channel) {
      if (shared != null) {
        shared.release();
      }
      return users.tryLock() != null;
    } finally {
      channel = null;
      shared = null;
    }
  }

  private void await(FileChannel gate) throws IOException, InterruptedException {
    for (long waited = 0; gate.tryLock() == null; waited += PAUSE_MS) {
      if (waited > PATIENCE.toMillis()) {
        throw busy();
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  private DemoException busy() {
    return new DemoException(
        "Another Tusk has been starting or stopping the sample server in "
            + folder
            + " for over "
            + PATIENCE.toSeconds()
            + " s; end that process and try again.");
  }
}
