package dev.tusk.sqlite.spill;

import dev.tusk.core.result.SpillFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// A spill file with mode 0600, written and read through two descriptors.
///
/// Not a `FileChannel`: an interrupted reader would close that for everybody.
final class PrivateSpillFile implements SpillFile {
  private static final System.Logger LOG = System.getLogger(PrivateSpillFile.class.getName());
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path path;
  private final FileStore disk;
  private final long reserve;
  private final Consumer<PrivateSpillFile> home;
  private final RandomAccessFile writer;
  private final RandomAccessFile reader;
  private final Object reading = new Object();
  private volatile long size;
  private volatile boolean closed;

  private PrivateSpillFile(
      Path path,
      long reserve,
      Consumer<PrivateSpillFile> home,
      RandomAccessFile writer,
      RandomAccessFile reader)
      throws IOException {
    this.path = path;
    this.disk = Files.getFileStore(path);
    this.reserve = reserve;
    this.home = home;
    this.writer = writer;
    this.reader = reader;
  }

  static PrivateSpillFile create(Path path, long reserve, Consumer<PrivateSpillFile> home)
      throws IOException {
    Files.createFile(path, forOwner(false));
    onlyForOwner(path, false);
    RandomAccessFile writer = new RandomAccessFile(path.toFile(), "rw");
    try {
      return new PrivateSpillFile(
          path, reserve, home, writer, new RandomAccessFile(path.toFile(), "r"));
    } catch (IOException failure) {
      writer.close();
      throw failure;
    }
  }

  static FileAttribute<?>[] forOwner(boolean directory) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(
              PosixFilePermissions.fromString(directory ? "rwx------" : "rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /// A umask may have taken away more than the mode asked for.
  static void onlyForOwner(Path path, boolean directory) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(directory ? "rwx------" : "rw-------"));
    }
  }

  static boolean isFull(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return failure instanceof LittleRoom
        || message.contains("no space")
        || message.contains("quota")
        || message.contains("file too large");
  }

  @Override
  public long append(List<byte[]> parts) {
    synchronized (writer) {
      check();
      long start = size;
      try {
        long length = parts.stream().mapToLong(part -> part.length).sum();
        if (disk.getUsableSpace() - length < reserve) {
          throw new LittleRoom(reserve);
        }
        writer.seek(start);
        for (byte[] part : parts) {
          writer.write(part);
        }
        size = start + length;
        return start;
      } catch (IOException failure) {
        giveBack(start);
        throw SpillDirectory.error(failure, path);
      }
    }
  }

  /// What a failed write has taken of a full disk.
  private void giveBack(long length) {
    try {
      writer.setLength(length);
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.DEBUG, "Nothing was given back", failure);
    }
  }

  @Override
  public byte[] read(long position, int length) {
    synchronized (reading) {
      check();
      try {
        byte[] bytes = new byte[length];
        reader.seek(position);
        reader.readFully(bytes);
        return bytes;
      } catch (IOException failure) {
        throw SpillDirectory.error(failure, path);
      }
    }
  }

  @Override
  public long size() {
    return size;
  }

  private void check() {
    if (closed) {
      throw new IllegalStateException("this result is closed");
    }
  }

  @Override
  public void close() {
    synchronized (writer) {
      synchronized (reading) {
        if (closed) {
          return;
        }
        closed = true;
        try (writer;
            reader) {
          Files.deleteIfExists(path);
        } catch (IOException failure) {
          LOG.log(System.Logger.Level.WARNING, path + " was not removed", failure);
        }
      }
    }
    home.accept(this);
  }

  /// The rest of the disk is for others.
  private static final class LittleRoom extends IOException {
    private static final long serialVersionUID = 1;

    LittleRoom(long reserve) {
      super("less than " + (reserve >> 20) + " MB would be left");
    }
  }
}
