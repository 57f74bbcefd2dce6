package dev.tusk.sqlite.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Moves a damaged file out of the way, byte for byte, together with its log.
final class SetAside {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private SetAside() {}

  /// Renames `file` and its `-wal`, `-shm` and `-journal` to `….corrupt-<time>`; never overwrites
  /// anything.
  ///
  /// A rename needs no room on the disk, and either happens or leaves the original as it is.
  ///
  /// @return where the file is now
  public static Path move(Path file, Instant now) throws IOException {
    Path target = free(file, "corrupt-" + STAMP.format(now));
    // The file comes last: as long as it is in its place, a start that is interrupted begins again.
    for (String tail : new String[] {"-wal", "-shm", "-journal", ""}) {
      moveIfThere(part(file, tail), part(target, tail));
    }
    return target;
  }

  /// Undoes [#move], after which the original is where it was.
  public static void undo(Path file, Path target) throws IOException {
    for (String tail : new String[] {"-wal", "-shm", "-journal", ""}) {
      if (!Files.exists(part(file, tail), LinkOption.NOFOLLOW_LINKS)) {
        moveIfThere(part(target, tail), part(file, tail));
      }
    }
  }

  private static void moveIfThere(Path from, Path to) throws IOException {
    if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(from, to);
    }
  }

  private static Path part(Path file, String tail) {
    return file.resolveSibling(file.getFileName() + tail);
  }

  private static Path free(Path file, String tail) {
    String name = file.getFileName() + "." + tail;
    Path target = file.resolveSibling(name);
    for (int i = 2; isTaken(target); i++) {
      target = file.resolveSibling(name + "-" + i);
    }
    return target;
  }

  private static boolean isTaken(Path target) {
    return Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        || Files.exists(part(target, "-wal"), LinkOption.NOFOLLOW_LINKS);
  }
}
