package dev.tusk.sqlite.recovery;

import dev.tusk.sqlite.migration.Identity;
import dev.tusk.sqlite.migration.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// What can be told of a store that nobody has open, from its bytes: before SQLite opens it, which
/// would merge the log and so change a file that must be kept as it is.
///
/// @param damage what is wrong, for people
/// @param newer the version that a newer Tusk has written; 0 when none has
/// @param checked whether it was checked; a large file without a log is left to
///     [Damage#afterOpening]
/// @param image the bytes to salvage from, when something is wrong
/// @param log the pages of a damaged log, the latest first Never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Inspection(
    Optional<String> damage, int newer, boolean checked, byte[] image, List<byte[]> log) {
  /// Larger files are read only when they have a log.
  private static final long READ_ALWAYS = 4L * 1024 * 1024;

  /// Reads `file` and its log.
  ///
  /// @param store the id of the store that was last used here; empty when unknown
  /// @param open whether it was left open, so that a log must be there
  public static Inspection of(Path file, String store, boolean open)
      throws IOException, SQLException {
    WriteAheadLog log = WriteAheadLog.of(file);
    boolean hasLog =
        Files.exists(file.resolveSibling(file.getFileName() + "-wal"), LinkOption.NOFOLLOW_LINKS);
    boolean large = Files.size(file) > READ_ALWAYS;
    if (open && !hasLog) {
      return damaged("the log of its latest changes has gone", Image.of(file, log));
    }
    if (log.damage().isPresent()) {
      return new Inspection(log.damage(), 0, true, Image.of(file, log), log.frames());
    }
    if (large && log.pageCount() == 0 && headVersion(file) <= Migrations.known().newest()) {
      return new Inspection(Optional.empty(), 0, false, new byte[0], List.of());
    }
    byte[] image = Image.of(file, log);
    if (image.length < Image.PAGE) {
      return image.length == 0
          ? new Inspection(Optional.empty(), 0, false, image, List.of())
          : damaged("it is no database", image);
    }
    return inside(file, log, store, image);
  }

  private static Inspection inside(Path file, WriteAheadLog log, String store, byte[] image)
      throws IOException {
    try (Connection connection = Image.open(image, false)) {
      if (Image.version(image) > Migrations.known().newest() && isNewer(connection)) {
        return new Inspection(Optional.empty(), Image.version(image), true, new byte[0], List.of());
      }
      if (log.pageCount() > 0 && !store.isEmpty() && Identity.isKept(connection)) {
        var identity = Identity.read(connection);
        if (identity.isPresent() && !identity.get().id().equals(store)) {
          return damaged("its log belongs to another store", Files.readAllBytes(file));
        }
      }
      return new Inspection(Damage.afterOpening(connection, file), 0, true, image, List.of());
    } catch (SQLException failure) {
      return damaged(Damage.said(failure), image);
    }
  }

  /// A version number that was changed by damage is contradicted by the row that repeats it.
  private static boolean isNewer(Connection connection) throws SQLException {
    if (!Migrations.isOurs(connection) || Damage.structure(connection).isPresent()) {
      return false;
    }
    if (!Identity.isKept(connection)) {
      return true;
    }
    return Identity.read(connection)
        .map(identity -> identity.version() > Migrations.known().newest())
        .orElse(false);
  }

  private static int headVersion(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Image.version(in.readNBytes(100));
    }
  }

  private static Inspection damaged(String reason, byte[] image) {
    return new Inspection(Optional.of(reason), 0, true, image, List.of());
  }
}
