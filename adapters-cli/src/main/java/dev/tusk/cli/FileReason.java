package dev.tusk.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/// Says in words why a file that a person named cannot be used; Java names only the file, and may
/// name one that is Tusk's own affair.
public final class FileReason {
  private FileReason() {}

  public static String of(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    String reason =
        failure instanceof FileSystemException known && known.getReason() != null
            ? known.getReason()
            : message;
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "there is no such file or folder";
      case NotDirectoryException _ -> "a part of its path is not a folder";
      case CharacterCodingException _ ->
          "it is not UTF-8; convert it first, for example with iconv -t UTF-8";
      default -> {
        String lower = reason.toLowerCase(Locale.ROOT);
        yield lower.contains("no space")
            ? "the disk is full"
            : lower.contains("read-only")
                ? "the disk is read-only"
                : lower.contains("is a directory") ? "it is a folder" : reason;
      }
    };
  }
}
