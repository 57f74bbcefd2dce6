package dev.tusk.app.files;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Disk;
import dev.tusk.core.error.TuskException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes the data directory and tells before anything is written whether Tusk can live in it
/// (FR-025, FR-027a). What was made for a directory that is refused is removed again.
public final class DataDirectory {
  /// A new store with its log and SQLite's library takes 3 MB.
  private static final long NEEDED_BYTES = 4L << 20;

  private static final String ADVICE = "; choose another data directory (TUSK_DATA_DIR), or ";

  private DataDirectory() {}

  /// Makes `directory` usable. Blocks for as long as the file system does.
  ///
  /// @throws TuskException with a Storage error that names the directory, the reason and what to do
  public static void prepare(Path directory) {
    if (!Files.exists(directory) && Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(
          Disk.OTHER,
          directory + " is a link to a place that does not exist" + ADVICE + "remove the link",
          null);
    }
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw refused(
          Disk.OTHER,
          directory + " is a file, not a directory" + ADVICE + "move the file away",
          null);
    }
    List<Path> made = List.of();
    boolean usable = false;
    try {
      made = OwnFiles.directories(directory);
      tryOut(directory);
      usable = true;
    } catch (IOException failure) {
      throw refused(directory, failure);
    } finally {
      if (!usable) {
        OwnFiles.remove(made);
      }
    }
  }

  private static void tryOut(Path directory) throws IOException {
    Path probe = Files.createTempFile(directory, ".tusk", ".probe");
    try {
      // Whoever owns the directory can put anything in place of our files.
      if (!Files.getOwner(directory).equals(Files.getOwner(probe))) {
        throw refused(
            Disk.OTHER,
            "%s belongs to %s and not to you%sstart Tusk as that user"
                .formatted(directory, Files.getOwner(directory).getName(), ADVICE),
            null);
      }
    } finally {
      Files.deleteIfExists(probe);
    }
    boolean first = !Files.exists(directory.resolve("tusk.db"));
    long free = Files.getFileStore(directory).getUsableSpace();
    if (first && free < NEEDED_BYTES) {
      throw refused(
          Disk.FULL,
          "The disk of %s is full (%d KB free)%smake 4 MB of room"
              .formatted(directory, free / 1024, ADVICE),
          null);
    }
  }

  private static TuskException refused(Path directory, IOException failure) {
    String reason = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    Disk disk =
        switch (failure) {
          case AccessDeniedException _ -> Disk.READ_ONLY;
          case NotDirectoryException _ -> Disk.OTHER;
          case FileSystemException _ when reason.contains("read-only") -> Disk.READ_ONLY;
          case FileSystemException _ when reason.contains("no space") -> Disk.FULL;
          default -> reason.contains("quota") ? Disk.FULL : Disk.OTHER;
        };
    String text =
        switch (disk) {
          case READ_ONLY ->
              reason.contains("read-only")
                  ? "The disk of %s is read-only%smake it writable".formatted(directory, ADVICE)
                  : "You may not write to %s%sgive yourself permission there"
                      .formatted(directory, ADVICE);
          case FULL -> "The disk of %s is full%smake 4 MB of room".formatted(directory, ADVICE);
          default ->
              "%s cannot be made: %s%sclear the way".formatted(directory, why(failure), ADVICE);
        };
    return refused(disk, text, failure);
  }

  private static String why(IOException failure) {
    return failure instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : failure instanceof FileSystemException at && at.getFile() != null
            ? failure instanceof NoSuchFileException
                ? "the system makes nothing at " + at.getFile()
                : at.getFile() + " is in the way"
            : String.valueOf(failure.getMessage());
  }

  private static TuskException refused(Disk disk, String text, @Nullable IOException cause) {
    TuskError.StorageFailed error = new TuskError.StorageFailed(disk, text);
    return cause == null ? new TuskException(error) : new TuskException(error, cause);
  }
}
