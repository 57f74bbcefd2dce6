package dev.tusk.app.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes files and directories for their owner alone, under any umask, where the system knows
/// owners. What is there already is left as it is.
public final class OwnFiles {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private OwnFiles() {}

  /// Makes `directory` and what is missing above it, each with mode 0700.
  ///
  /// @return what was made, the topmost first
  /// @throws IOException after which nothing that was made is left
  public static List<Path> directories(Path directory) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (@Nullable Path at = directory.toAbsolutePath();
        at != null && !Files.isDirectory(at);
        at = at.getParent()) {
      missing.push(at);
    }
    List<Path> made = new ArrayList<>();
    try {
      for (Path each : missing) {
        try {
          Files.createDirectory(each, attributes("rwx------"));
          made.add(each);
          only(each, "rwx------");
        } catch (FileAlreadyExistsException there) {
          if (!Files.isDirectory(each)) {
            throw there;
          }
        }
      }
      return made;
    } catch (IOException failure) {
      remove(made);
      throw failure;
    }
  }

  /// Makes an empty file with mode 0600, unless there is something of that name.
  public static void file(Path file) throws IOException {
    try {
      Files.createFile(file, attributes("rw-------"));
      only(file, "rw-------");
    } catch (FileAlreadyExistsException there) {
      // whoever made it has said who may read it
    }
  }

  /// Removes empty directories again, the last first; one that is in use meanwhile stays.
  static void remove(List<Path> directories) {
    for (Path each : directories.reversed()) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException inUse) {
        return;
      }
    }
  }

  /// A umask may have taken away more than the mode asked for.
  private static void only(Path path, String permissions) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
