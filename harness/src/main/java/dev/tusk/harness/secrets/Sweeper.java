package dev.tusk.harness.secrets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Looks for a [Canary] in files, texts and processes. Not thread-safe.
public final class Sweeper {
  private static final int CHUNK = 1 << 20;

  private final List<Canary.Form> forms;
  private final int overlap;
  private final List<Hit> hits = new ArrayList<>();
  private long swept;

  private Sweeper(Canary canary) {
    forms = canary.forms();
    overlap = forms.stream().mapToInt(form -> form.bytes().length).max().orElse(1) - 1;
  }

  /// Where the secret was found, and in which form.
  public record Hit(String where, String form, long offset) {}

  public static Sweeper of(Canary canary) {
    return new Sweeper(canary);
  }

  /// Looks into every regular file below `folder`, and at their names.
  public Sweeper folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return this;
    }
    // What is gone meanwhile holds nothing, which a stream of `Files.walk` takes for a failure.
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            text("the name of " + file, file.toString());
            if (attributes.isRegularFile()) {
              var _ = file(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            return failure instanceof NoSuchFileException
                ? FileVisitResult.CONTINUE
                : super.visitFileFailed(file, failure);
          }
        });
    return this;
  }

  /// Looks into one file; one that is gone meanwhile holds nothing.
  public Sweeper file(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] buffer = new byte[CHUNK + overlap];
      int kept = 0;
      long start = 0;
      for (int read = read(channel, buffer, kept); read > 0; read = read(channel, buffer, kept)) {
        int length = kept + read;
        scan(file.toString(), buffer, length, start);
        kept = Math.min(overlap, length);
        System.arraycopy(buffer, length - kept, buffer, 0, kept);
        start += length - kept;
        swept += read;
      }
    } catch (NoSuchFileException gone) {
      return this;
    }
    return this;
  }

  private static int read(FileChannel channel, byte[] buffer, int from) throws IOException {
    return channel.read(ByteBuffer.wrap(buffer, from, buffer.length - from));
  }

  /// Looks into a text, in its UTF-8.
  public Sweeper text(String where, String text) {
    return bytes(where, text.getBytes(StandardCharsets.UTF_8));
  }

  public Sweeper bytes(String where, byte[] bytes) {
    scan(where, bytes, bytes.length, 0);
    swept += bytes.length;
    return this;
  }

  /// Looks into the arguments and the environment of a process and of all that it started.
  public Sweeper process(ProcessHandle process) throws IOException {
    for (String part : new String[] {"cmdline", "environ", "comm"}) {
      Path file = Path.of("/proc", Long.toString(process.pid()), part);
      if (Files.isReadable(file)) {
        var _ = bytes(file.toString(), Files.readAllBytes(file));
      }
    }
    for (ProcessHandle child : process.children().toList()) {
      var _ = process(child);
    }
    return this;
  }

  /// What was found so far; a form of the same secret is reported once for each place it is at.
  public List<Hit> hits() {
    return hits.stream().distinct().toList();
  }

  /// Whether nothing was found so far.
  public boolean isClean() {
    return hits.isEmpty();
  }

  /// How many bytes were looked at.
  public long swept() {
    return swept;
  }

  private void scan(String where, byte[] bytes, int length, long start) {
    for (Canary.Form form : forms) {
      byte[] wanted = form.bytes();
      byte first = wanted[0];
      for (int i = 0; i <= length - wanted.length; i++) {
        if (bytes[i] == first && matches(bytes, i, wanted)) {
          hits.add(new Hit(where, form.name(), start + i));
        }
      }
    }
  }

  private static boolean matches(byte[] bytes, int at, byte[] wanted) {
    for (int i = 1; i < wanted.length; i++) {
      if (bytes[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
