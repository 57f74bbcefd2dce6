package dev.tusk.app.log;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Why a file could not be used, in a few words.
final class Reason {
  private Reason() {}

  static String of(Exception failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "no permission";
      case FileAlreadyExistsException there -> there.getFile() + " is not a directory";
      case NoSuchFileException gone -> gone.getFile() + " does not exist";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }
}
