package dev.tusk.core.doctor;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskError;

/// What one check found.
///
/// @param check its name, a word or two
/// @param evidence what was seen, in one line
public record Finding(String check, Verdict verdict, String evidence) {
  /// How it is.
  public enum Verdict {
    OK,
    /// It works, but somebody should know.
    WARNING,
    FAILED,
    /// It could not be looked at, since something before it failed.
    SKIPPED
  }

  public static Finding ok(String check, String evidence) {
    return new Finding(check, Verdict.OK, evidence);
  }

  public static Finding warning(String check, String evidence) {
    return new Finding(check, Verdict.WARNING, evidence);
  }

  public static Finding failed(String check, String evidence) {
    return new Finding(check, Verdict.FAILED, evidence);
  }

  /// A check that failed as `error` says, with what to do about it.
  static Finding failed(String check, TuskError error) {
    ErrorInfo info = ErrorInfo.of(error);
    String advice = info.hint() == null ? info.suggestion() : info.hint();
    String message = info.message();
    if (advice == null || advice.isBlank()) {
      return failed(check, message);
    }
    return failed(check, message + (message.matches("(?s).*[.?!]") ? " " : ". ") + advice);
  }

  static Finding skipped(String check, String evidence) {
    return new Finding(check, Verdict.SKIPPED, evidence);
  }
}
