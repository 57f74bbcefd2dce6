package dev.tusk.demo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The sample server cannot run; the message is one line that says what to do.
public final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message one line, fit to be shown as it is
  public DemoException(String message) {
    super(message);
  }

  /// @param message one line, fit to be shown as it is
  /// @param cause what went wrong beneath
  public DemoException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// Says what a failed file operation below `path` means for the person who reads it.
  static DemoException of(String doing, Path path, IOException cause) {
    String detail = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String lower = detail.toLowerCase(Locale.ROOT);
    String advice;
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      advice =
          "there is no room left on its disk; free about 1 GB or choose another data directory";
    } else if (lower.contains("read-only file system")) {
      advice = "its file system is read-only; choose another data directory";
    } else if (cause instanceof AccessDeniedException || lower.contains("permission denied")) {
      advice = "this user may not do that; change its permissions or choose another data directory";
    } else {
      advice = detail + "; choose another data directory if this cannot be mended";
    }
    return new DemoException(
        "Cannot " + doing + " in " + path + ": " + advice.replace('\n', ' ') + ".", cause);
  }
}
