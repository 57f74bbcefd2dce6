package dev.tusk.sqlite;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Disk;
import dev.tusk.core.error.TuskException;
import dev.tusk.sqlite.recovery.Damage;
import dev.tusk.sqlite.recovery.PrivateFiles;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteErrorCode;

/// Turns what SQLite and the file system say into storage errors that say what to do.
final class StorageErrors {
  /// Bytes; with less SQLite cannot begin a log.
  private static final long LITTLE = 64 * 1024;

  private StorageErrors() {}

  static TuskException of(SQLException failure, Path file) {
    Disk cause = cause(failure, file);
    return new TuskException(
        new TuskError.StorageFailed(cause, text(cause, failure, file)), failure);
  }

  static TuskException of(IOException failure, Path file) {
    if (failure instanceof PrivateFiles.LinkException link) {
      return new TuskException(
          new TuskError.StorageFailed(
              Disk.OTHER,
              link.getFile()
                  + " is a symbolic link, and Tusk writes its own data through none; put the file"
                  + " itself there, or choose another data directory"),
          failure);
    }
    Disk cause = cause(failure);
    return new TuskException(
        new TuskError.StorageFailed(cause, text(cause, failure, file)), failure);
  }

  private static Disk cause(SQLException failure, Path file) {
    if (Damage.means(failure)) {
      return Disk.CORRUPT;
    }
    int code = failure.getErrorCode() & 0xFF;
    if (code == SQLiteErrorCode.SQLITE_FULL.code
        || ((code == SQLiteErrorCode.SQLITE_IOERR.code
                || code == SQLiteErrorCode.SQLITE_CANTOPEN.code)
            && free(file) < LITTLE)) {
      // Without room for the log's index SQLite speaks of an I/O error.
      return Disk.FULL;
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_PERM.code) {
      return Disk.READ_ONLY;
    }
    if (code == SQLiteErrorCode.SQLITE_BUSY.code
        || code == SQLiteErrorCode.SQLITE_LOCKED.code
        || code == SQLiteErrorCode.SQLITE_PROTOCOL.code) {
      return Disk.LOCKED;
    }
    if (code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      Path directory = file.toAbsolutePath().getParent();
      return directory != null && !Files.isDirectory(directory)
          ? Disk.MISSING
          : directory != null && !Files.isWritable(directory) ? Disk.READ_ONLY : Disk.OTHER;
    }
    return Disk.OTHER;
  }

  private static Disk cause(IOException failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    return switch (failure) {
      case AccessDeniedException ignored -> Disk.READ_ONLY;
      case NotDirectoryException ignored -> Disk.MISSING;
      case FileAlreadyExistsException ignored -> Disk.MISSING;
      case FileSystemException ignored when message.contains("Read-only") -> Disk.READ_ONLY;
      case FileSystemException ignored when message.contains("Not a directory") -> Disk.MISSING;
      default -> message.toLowerCase(Locale.ROOT).contains("no space") ? Disk.FULL : Disk.OTHER;
    };
  }

  static TuskException readOnly(ReadOnlyFileSystemException failure, Path file) {
    return new TuskException(
        new TuskError.StorageFailed(Disk.READ_ONLY, text(Disk.READ_ONLY, failure, file)), failure);
  }

  private static String text(Disk cause, Exception failure, Path file) {
    return switch (cause) {
      case FULL ->
          "The disk is full: nothing was written to "
              + file
              + freeSpace(file)
              + "; make room, then do it again";
      case READ_ONLY ->
          "Tusk may not write to "
              + file
              + "; give yourself write permission there, or choose another data directory";
      case CORRUPT ->
          "Tusk's own data in "
              + file
              + " is damaged; start Tusk again: it keeps the damaged file aside and reads from it"
              + " what it can";
      case LOCKED ->
          "Another program keeps "
              + file
              + " locked; end it (another Tusk, a backup), then try again";
      case MISSING ->
          "There is no directory for " + file + "; create it, or choose another data directory";
      case NEWER, OTHER -> "Tusk's own data in " + file + " cannot be used: " + reason(failure);
    };
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  private static String freeSpace(Path file) {
    long free = free(file);
    return free == Long.MAX_VALUE ? "" : " (" + free + " bytes free)";
  }

  private static long free(Path file) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      return directory == null ? Long.MAX_VALUE : Files.getFileStore(directory).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }
}
