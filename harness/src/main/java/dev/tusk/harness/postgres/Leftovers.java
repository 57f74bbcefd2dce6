package dev.tusk.harness.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The temporary folders of test servers, and those that a killed JVM left behind.
final class Leftovers {
  private static final String PREFIX = "tusk-pg-";
  private static final String OWNER = "owner";

  private Leftovers() {}

  /// Makes a folder that says whose it is.
  static Path newFolder() throws IOException {
    Path folder = Files.createTempDirectory(PREFIX);
    Files.writeString(folder.resolve(OWNER), Long.toString(ProcessHandle.current().pid()));
    return folder;
  }

  /// Ends the servers and deletes the folders of JVMs that are no more.
  static void sweep() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Path> folders;
    try (var all = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      folders = new ArrayList<>();
      all.forEach(folders::add);
    }
    for (Path folder : folders) {
      long owner = number(folder.resolve(OWNER));
      if (owner > 0 && ProcessHandle.of(owner).isEmpty()) {
        endServer(folder.resolve("server").resolve("data"));
        delete(folder);
      }
    }
  }

  /// Deletes a folder with all that is in it, as far as that goes.
  static void delete(Path folder) {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      // Somebody was quicker.
      return;
    } catch (IOException | UncheckedIOException e) {
      System.getLogger(Leftovers.class.getName())
          .log(System.Logger.Level.WARNING, "Cannot delete " + folder, e);
    }
  }

  private static void endServer(Path data) throws IOException {
    long pid = number(data.resolve("postmaster.pid"));
    Path workingFolder = Path.of("/proc", Long.toString(pid), "cwd");
    // The number alone proves nothing: it may be another process's by now.
    if (pid > 0
        && Files.exists(workingFolder)
        && Files.readSymbolicLink(workingFolder).equals(data.toRealPath())) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static long number(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().map(String::strip).map(Long::parseLong).orElse(0L);
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      // Not ours to read, or not finished.
      return 0;
    }
  }
}
