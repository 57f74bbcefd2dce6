package dev.tusk.core.error;

import dev.tusk.core.error.TuskError.Disk;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/// Tells what an [IOException] that no adapter has translated means.
final class FileFailures {
  private FileFailures() {}

  static TuskError of(IOException failure) {
    if (failure instanceof ClosedByInterruptException) {
      return new TuskError.Cancelled("The work was stopped before it ended", null);
    }
    // The core sees no sockets; their exceptions are told by the package they come from.
    String type = failure.getClass().getName();
    if (type.startsWith("java.net.") || type.startsWith("javax.net.")) {
      return new TuskError.LinkLost("The network failed: " + reason(failure), null);
    }
    return new TuskError.StorageFailed(disk(failure), "A file failed: " + reason(failure));
  }

  private static Disk disk(IOException failure) {
    // FileSystemException's own message puts the file first; the system's words are the reason.
    String said =
        failure instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : String.valueOf(failure.getMessage());
    String reason = HintTemplate.clip(said, 1_000).toLowerCase(Locale.ROOT);
    return switch (failure) {
      case AccessDeniedException ignored -> Disk.READ_ONLY;
      case NoSuchFileException ignored -> Disk.MISSING;
      case NotDirectoryException ignored -> Disk.MISSING;
      case CharacterCodingException ignored -> Disk.CORRUPT;
      case EOFException ignored -> Disk.CORRUPT;
      case FileNotFoundException ignored ->
          reason.contains("permission denied") ? Disk.READ_ONLY : Disk.MISSING;
      default -> {
        if (reason.contains("no space left") || reason.contains("quota exceeded")) {
          yield Disk.FULL;
        }
        if (reason.contains("read-only file system") || reason.contains("not permitted")) {
          yield Disk.READ_ONLY;
        }
        yield reason.contains("not a directory") ? Disk.MISSING : Disk.OTHER;
      }
    };
  }

  private static String reason(IOException failure) {
    return TuskException.text(failure);
  }
}
