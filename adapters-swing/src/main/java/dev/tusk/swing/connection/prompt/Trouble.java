package dev.tusk.swing.connection.prompt;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;

/// A failure as the window tells it.
///
/// @param advice what to do about it: the server's hint before Tusk's own; may be empty
/// @param code the SQLSTATE, may be empty
/// @param password whether the password was the trouble
/// @param stopped whether a person stopped it
public record Trouble(
    String category,
    String message,
    String advice,
    String code,
    boolean password,
    boolean stopped) {

  /// What to tell of a failure.
  public static Trouble of(Exception failure) {
    var error = TuskException.errorOf(failure);
    var info = ErrorInfo.of(error);
    var hint = info.hint();
    var own = info.suggestion();
    return new Trouble(
        info.category(),
        failure instanceof IllegalArgumentException && failure.getMessage() != null
            ? failure.getMessage()
            : info.message(),
        hint != null ? hint : own != null ? own : "",
        info.sqlState(),
        error instanceof TuskError.PasswordMissing
            || (error instanceof TuskError.LoginRefused refused && refused.isWrongPassword()),
        error instanceof TuskError.Cancelled);
  }
}
