package dev.tusk.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// What `postmaster.pid` in a data directory says, checked against the processes that really live.
final class PostmasterFile {
  private static final Path PROCESSES = Path.of("/proc/self");

  private PostmasterFile() {}

  /// The process id of the server that runs on a data directory; empty when none does. The file of
  /// a dead server is deleted when its number belongs to another process by now: the server itself
  /// would take that one for its predecessor and refuse to start.
  static OptionalLong livingServer(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    long pid;
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      pid = lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (NumberFormatException e) {
      pid = 0;
    }
    if (pid > 0 && isServer(pid, data)) {
      return OptionalLong.of(pid);
    }
    Files.deleteIfExists(file);
    return OptionalLong.empty();
  }

  private static boolean isServer(long pid, Path data) throws IOException {
    var handle = ProcessHandle.of(pid);
    if (handle.isEmpty() || !handle.get().isAlive()) {
      return false;
    }
    if (!Files.exists(PROCESSES)) {
      return handle.get().info().command().map(c -> c.contains("postgres")).orElse(true);
    }
    try {
      // A postmaster works in its data directory; of a zombie there is nothing to read.
      Path folder = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
      return folder.equals(data.toRealPath());
    } catch (AccessDeniedException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
