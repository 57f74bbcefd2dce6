package dev.tusk.sqlite.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Moves a damaged file out of the way, byte for byte, together with its log.
public final class SetAside {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private SetAside() {}

  /// Renames `file` and its `-wal` and `-shm` to `….corrupt-<time>`; never overwrites anything.
  ///
  /// A rename needs no room on the disk, and either happens or leaves the original as it is.
  ///
  /// @return where the file is now
  public static Path move(Path file, Instant now) throws IOException {
    Path target = free(file, "corrupt-" + STAMP.format(now));
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(file, target);
    }
    for (String tail : new String[] {"-wal", "-shm"}) {
      Path part = file.resolveSibling(file.getFileName() + tail);
      if (Files.exists(part)) {
        Files.move(part, target.resolveSibling(target.getFileName() + tail));
      }
    }
    Files.deleteIfExists(Damage.marker(file));
    return target;
  }

  private static Path free(Path file, String tail) {
    String name = file.getFileName() + "." + tail;
    Path target = file.resolveSibling(name);
    for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
      target = file.resolveSibling(name + "-" + i);
    }
    return target;
  }
}
