package dev.tusk.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file system in memory of a size of its own, mounted at a folder until it is closed.
public final class SmallDisk implements AutoCloseable {
  private final Path at;

  private SmallDisk(Path at) {
    this.at = at;
  }

  /// Mounts one; empty where this user or this container may not.
  ///
  /// @param at made when it is missing
  public static Optional<SmallDisk> mount(Path at, int kilobytes)
      throws IOException, InterruptedException {
    Files.createDirectories(at);
    return run("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + kilobytes + "k", "none", at)
        ? Optional.of(new SmallDisk(at))
        : Optional.empty();
  }

  public Path at() {
    return at;
  }

  /// Lets nobody write any more.
  public void makeReadOnly() throws IOException, InterruptedException {
    if (!run("mount", "-o", "remount,ro", at)) {
      throw new IOException("cannot make " + at + " read-only");
    }
  }

  /// Leaves that much room, by way of a file that takes the rest.
  public Path fillUpTo(long freeBytes) throws IOException {
    Path filler = at.resolve("filler");
    Files.deleteIfExists(filler);
    long room = Files.getFileStore(at).getUsableSpace() - freeBytes;
    Files.write(filler, new byte[Math.toIntExact(Math.max(0, room))]);
    return filler;
  }

  @Override
  public void close() throws IOException {
    try {
      var _ = run("umount", "-l", at);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean run(Object... command) throws IOException, InterruptedException {
    String[] words = new String[command.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = command[i].toString();
    }
    return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
  }
}
