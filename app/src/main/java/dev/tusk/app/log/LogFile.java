package dev.tusk.app.log;

import dev.tusk.app.files.OwnFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A file that whole lines are appended to, by any number of processes. Externally synchronised.
///
/// The system appends each write as a whole (`O_APPEND`), so lines of several processes do not mix.
/// A stream and not a channel: logging from a thread that was interrupted would close a channel.
final class LogFile implements AutoCloseable {
  private final Path path;
  private final OutputStream out;
  private final @Nullable Object identity;

  private LogFile(Path path, OutputStream out, @Nullable Object identity) {
    this.path = path;
    this.out = out;
    this.identity = identity;
  }

  /// Opens `path`, made when it is missing; ends a line that a killed process or a full disk has
  /// cut off.
  static LogFile open(Path path) throws IOException {
    OwnFiles.file(path);
    BasicFileAttributes found = attributes(path);
    if (!found.isRegularFile()) {
      // Opening a pipe would wait for its reader, and a link may lead anywhere.
      throw new IOException("something else has the name " + path.getFileName());
    }
    OutputStream out =
        Files.newOutputStream(path, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    LogFile opened = new LogFile(path, out, found.fileKey());
    try {
      if (endsWithinLine(path)) {
        out.write('\n');
      }
      return opened;
    } catch (IOException failure) {
      opened.close();
      throw failure;
    }
  }

  /// Appends a line; it is with the system when this returns, and killing Tusk does not lose it.
  void append(byte[] line) throws IOException {
    out.write(line);
  }

  /// How long the file is, with what others have written.
  long size() throws IOException {
    return Files.size(path);
  }

  /// Whether its name still leads to this file: nobody has removed it or put it aside.
  boolean isStillThere() {
    try {
      Object now = attributes(path).fileKey();
      return now == null || now.equals(identity);
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean endsWithinLine(Path path) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() > 0
          && channel.position(channel.size() - 1).read(last) == 1
          && last.get(0) != '\n';
    }
  }
}
