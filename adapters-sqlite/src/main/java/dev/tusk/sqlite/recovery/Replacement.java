package dev.tusk.sqlite.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Puts a new store in the place of a damaged one, which is kept.
///
/// The new one is written whole under another name first. A start that is killed at any moment is
/// taken up by the next: before that name is there it begins again, from then on it goes on.
public final class Replacement {
  private Replacement() {}

  /// Keeps `file` aside and puts the new store in its place.
  ///
  /// @param fresh the new store, in memory
  /// @return where the damaged one is now
  /// @throws IOException when there is no room, or no permission: the original is where it was
  public static Path of(Path file, Connection fresh, Instant now) throws IOException, SQLException {
    Path part = part(file);
    Files.deleteIfExists(part);
    Files.createFile(part, PrivateFiles.forOwner());
    try {
      Copies.vacuumInto(fresh, part);
      Files.move(part, ready(file), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    return finish(file, now);
  }

  /// Goes on with what an earlier start has begun.
  ///
  /// @return where the damaged store is now; empty when nothing was begun
  public static Optional<Path> resume(Path file, Instant now) throws IOException {
    Files.deleteIfExists(part(file));
    Files.deleteIfExists(file.resolveSibling(part(file).getFileName() + "-journal"));
    return Files.isRegularFile(ready(file), LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(finish(file, now))
        : Optional.empty();
  }

  private static Path finish(Path file, Instant now) throws IOException {
    Path kept = null;
    try {
      kept = SetAside.move(file, now);
      Files.move(ready(file), file);
    } catch (IOException failure) {
      if (kept != null) {
        SetAside.undo(file, kept);
      }
      Files.deleteIfExists(ready(file));
      throw failure;
    }
    Files.deleteIfExists(Damage.marker(file));
    return kept;
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".repaired.part");
  }

  private static Path ready(Path file) {
    return file.resolveSibling(file.getFileName() + ".repaired");
  }
}
