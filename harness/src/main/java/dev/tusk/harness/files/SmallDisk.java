package dev.tusk.harness.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A file system of a few kilobytes in memory, which can be filled and made read-only.
///
/// Needs the right to mount, which root has outside of most containers: [#refusal] tells.
public final class SmallDisk implements AutoCloseable {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /// Why no file system can be mounted here; empty when one can.
  public static Optional<String> refusal() {
    try {
      Path place = Files.createTempDirectory("tusk-mount");
      try {
        mount(place, 64).close();
        return Optional.empty();
      } finally {
        Files.deleteIfExists(place);
      }
    } catch (IOException refused) {
      return Optional.of("no file system can be mounted here: " + refused.getMessage());
    }
  }

  /// Mounts one of `kilobytes` on `directory`, which is there and empty.
  public static SmallDisk mount(Path directory, int kilobytes) throws IOException {
    run("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + kilobytes + "k", "tusk", at(directory));
    return new SmallDisk(directory);
  }

  /// Where it is.
  public Path directory() {
    return directory;
  }

  /// Takes away, or gives back, the right to write for everybody, root included. Fails while a file
  /// is open for writing.
  public void readOnly(boolean on) throws IOException {
    run("mount", "-o", on ? "remount,ro" : "remount,rw", at(directory));
  }

  /// Makes it larger or smaller.
  public void resize(int kilobytes) throws IOException {
    run("mount", "-o", "remount,size=" + kilobytes + "k", at(directory));
  }

  /// Leaves that much room, by way of a file that takes the rest.
  ///
  /// @return the file
  public Path fillUpTo(long freeBytes) throws IOException {
    Path filler = directory.resolve("filler");
    Files.deleteIfExists(filler);
    long room = Files.getFileStore(directory).getUsableSpace() - freeBytes;
    return Files.write(filler, new byte[Math.toIntExact(Math.max(0, room))]);
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", at(directory));
  }

  private static String at(Path directory) {
    return directory.toAbsolutePath().toString();
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}
