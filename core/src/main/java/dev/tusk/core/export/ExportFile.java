package dev.tusk.core.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that appears whole or not at all: written beside and renamed by [#commit].
///
/// A device or a pipe is written to directly. Closing without a commit removes what was written.
public final class ExportFile extends FilterOutputStream {
  private final Path target;
  private final Path beside;
  private boolean closed;
  private boolean committed;

  private ExportFile(OutputStream out, Path target, Path beside) {
    super(out);
    this.target = target;
    this.beside = beside;
  }

  /// Starts to write; the target is untouched until [#commit].
  public static ExportFile create(Path target) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      if (Files.isDirectory(target)) {
        throw new IOException(target + " is a directory");
      }
      return new ExportFile(Files.newOutputStream(target), target, target);
    }
    Path real = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
    Path folder = real.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("The folder " + folder + " does not exist");
    }
    Path beside = Files.createTempFile(folder, "." + real.getFileName(), ".part");
    // A second Ctrl+C ends the program without a close.
    beside.toFile().deleteOnExit();
    return new ExportFile(Files.newOutputStream(beside), real, beside);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    out.write(data, offset, length);
  }

  /// Closes the file and gives it its name.
  public void commit() throws IOException {
    closeOnce();
    if (!beside.equals(target)) {
      try {
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException notHere) {
        Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    committed = true;
  }

  @Override
  public void close() throws IOException {
    try {
      closeOnce();
    } finally {
      if (!committed && !beside.equals(target)) {
        Files.deleteIfExists(beside);
      }
    }
  }

  private void closeOnce() throws IOException {
    if (!closed) {
      closed = true;
      super.close();
    }
  }
}
