package dev.tusk.harness.window;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How long a thread of this process ran, and was ready to run while the processors were busy with
/// others, as Linux counts it (`/proc/self/task/…/schedstat`); nothing elsewhere.
final class RunQueue {
  private static final Path TASKS = Path.of("/proc/self/task");
  private final String name;
  private @Nullable Path file;

  /// @param name of the thread, or how it begins; Linux keeps 15 characters
  RunQueue(String name) {
    this.name = name;
  }

  /// Since the thread began, in nanoseconds; 0 when it is not known.
  ///
  /// @param ran on a processor
  /// @param waited for a processor
  record Times(long ran, long waited) {
    static final Times UNKNOWN = new Times(0, 0);

    Times since(Times before) {
      return new Times(ran - before.ran, waited - before.waited);
    }
  }

  Times times() {
    try {
      Path known = file;
      if (known == null) {
        known = find();
        file = known;
      }
      if (known == null) {
        return Times.UNKNOWN;
      }
      String[] words = Files.readString(known).split(" ", -1);
      return new Times(Long.parseLong(words[0]), Long.parseLong(words[1]));
    } catch (IOException | NumberFormatException gone) {
      file = null;
      return Times.UNKNOWN;
    }
  }

  private @Nullable Path find() throws IOException {
    if (!Files.isDirectory(TASKS)) {
      return null;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(TASKS)) {
      for (Path task : all) {
        if (Files.readString(task.resolve("comm")).startsWith(name)) {
          return task.resolve("schedstat");
        }
      }
    }
    return null;
  }
}
