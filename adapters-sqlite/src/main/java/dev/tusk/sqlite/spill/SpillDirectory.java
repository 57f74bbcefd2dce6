package dev.tusk.sqlite.spill;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Disk;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.SpillFile;
import dev.tusk.core.result.SpillFiles;
import dev.tusk.sqlite.recovery.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Spill files in a directory that several processes share. Thread-safe.
///
/// Each process has a folder of its own there, made at its first file, and holds a lock in it while
/// it lives. A folder that nobody holds is what a crash has left; [#sweep] removes it.
public final class SpillDirectory implements SpillFiles, AutoCloseable {
  /// Bytes that are left on the disk, so that Tusk's own data and other programs go on.
  static final long RESERVE = 64L << 20;

  private static final System.Logger LOG = System.getLogger(SpillDirectory.class.getName());
  private static final String LOCK = "lock";
  private static final int ATTEMPTS = 10;

  /// The folders of this process. Closing any channel of a locked file drops the process's lock, so
  /// these must not be tried.
  private static final Set<Path> OWN = new HashSet<>();

  private final Path directory;
  private final long reserve;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<PrivateSpillFile> open = new HashSet<>();
  private @Nullable Folder folder;
  private boolean closed;

  /// The folder of this process, and the lock that says so.
  private record Folder(Path path, FileChannel lock) {}

  /// @param directory made with the first file
  public SpillDirectory(Path directory) {
    this(directory, RESERVE);
  }

  SpillDirectory(Path directory, long reserve) {
    this.directory = directory.toAbsolutePath();
    this.reserve = reserve;
  }

  @Override
  public synchronized SpillFile create() {
    if (closed) {
      throw new IllegalStateException("Tusk's data is closed");
    }
    try {
      Folder own = folder;
      if (own == null) {
        own = enter();
        folder = own;
      }
      Path file = own.path.resolve(count.incrementAndGet() + ".rows");
      PrivateSpillFile made = PrivateSpillFile.create(file, reserve, this::forget);
      open.add(made);
      return made;
    } catch (IOException failure) {
      throw error(failure, directory);
    }
  }

  private synchronized void forget(PrivateSpillFile file) {
    open.remove(file);
  }

  private Folder enter() throws IOException {
    PrivateFiles.directories(directory);
    synchronized (OWN) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Path path = Files.createTempDirectory(directory, "", PrivateSpillFile.forOwner(true));
        FileChannel held = claim(path);
        if (held != null) {
          OWN.add(path);
          return new Folder(path, held);
        }
        // Another process swept it away before the lock was there.
      }
    }
    throw new IOException("no folder in " + directory + " could be locked");
  }

  /// Makes a new folder this process's alone; null when another process has swept it away.
  private static @Nullable FileChannel claim(Path folder) throws IOException {
    try {
      PrivateSpillFile.onlyForOwner(folder, true);
    } catch (NoSuchFileException swept) {
      return null;
    }
    return lock(folder);
  }

  /// Locks a folder; null when another process holds it, or has just removed it.
  private static @Nullable FileChannel lock(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
              PrivateSpillFile.forOwner(false));
    } catch (NoSuchFileException removed) {
      return null;
    }
    boolean held = false;
    try {
      FileLock lock = channel.tryLock();
      held = lock != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    } catch (OverlappingFileLockException ours) {
      LOG.log(System.Logger.Level.DEBUG, "Held by this process", ours);
    } finally {
      if (!held) {
        channel.close();
      }
    }
    return held ? channel : null;
  }

  /// Removes what processes that are gone have left. Never fails; what cannot be removed stays
  /// until the next time.
  public void sweep() {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    synchronized (OWN) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory)) {
        for (Path path : folders) {
          if (!OWN.contains(path) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            sweep(path);
          }
        }
      } catch (IOException | UncheckedIOException failure) {
        LOG.log(System.Logger.Level.WARNING, directory + " was not swept", failure);
      }
    }
  }

  private static void sweep(Path path) throws IOException {
    try (FileChannel held = lock(path)) {
      if (held != null) {
        LOG.log(System.Logger.Level.INFO, "{0} was left by a crash and is removed", path);
        remove(path);
      }
    }
  }

  /// The lock goes last, so that a folder is held as long as there is something in it.
  private static void remove(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.rows")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder.resolve(LOCK));
    Files.deleteIfExists(folder);
  }

  static TuskException error(IOException failure, Path place) {
    String reason = String.valueOf(failure.getMessage());
    Disk cause = PrivateSpillFile.isFull(failure) ? Disk.FULL : Disk.OTHER;
    return new TuskException(
        new TuskError.StorageFailed(
            cause,
            cause == Disk.FULL
                ? "The disk of "
                    + place
                    + " is full, and the rows do not fit into memory; make room, or fetch fewer"
                    + " rows"
                : "The rows do not fit into memory, and "
                    + place
                    + " cannot take them ("
                    + reason
                    + "); see to it, or fetch fewer rows"),
        failure);
  }

  /// Closes and removes all files. Closing twice is harmless.
  @Override
  public void close() {
    Set<PrivateSpillFile> left;
    Folder own;
    synchronized (this) {
      closed = true;
      left = new HashSet<>(open);
      own = folder;
      folder = null;
    }
    left.forEach(PrivateSpillFile::close);
    if (own != null) {
      try {
        remove(own.path);
        own.lock.close();
      } catch (IOException failure) {
        LOG.log(System.Logger.Level.WARNING, own.path + " was not removed", failure);
      } finally {
        synchronized (OWN) {
          OWN.remove(own.path);
        }
      }
    }
  }
}
