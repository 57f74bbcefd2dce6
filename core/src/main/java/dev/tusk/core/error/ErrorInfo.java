package dev.tusk.core.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An error as a person reads it (FR-003): made once, shown by the window and the command line.
///
/// @param category the kind, in one or two words: "Query", "Connection"
/// @param message what happened
/// @param sqlState the SQLSTATE, or Tusk's own `TUSK-…` code where no server gave one
/// @param conditionName PostgreSQL's name of the code, for example `undefined_column`; null for our
///     own codes and unknown ones
/// @param detail the server's DETAIL
/// @param hint the server's HINT; it comes before ours
/// @param suggestion what Tusk suggests to do next, one line of at most 200 characters; null when
///     there is nothing to do, as after a stop that was asked for
/// @param context the server's CONTEXT lines
/// @param position 1-based, in code points of the statement as sent; 0 when there is none
/// @param internalQuery the SQL that the server ran on its own behalf, as a function does
/// @param internalPosition as `position`, in `internalQuery`, never in the statement
/// @param next what can be done, the most useful first
/// @param recoverable whether work can go on without a new connection: the session is intact, or it
///     was not touched; false when the link is gone or was never made, and for faults of the server
public record ErrorInfo(
    String category,
    String message,
    String sqlState,
    @Nullable String conditionName,
    @Nullable String detail,
    @Nullable String hint,
    @Nullable String suggestion,
    @Nullable String context,
    int position,
    @Nullable String internalQuery,
    int internalPosition,
    List<NextStep> next,
    boolean recoverable) {
  public ErrorInfo {
    next = List.copyOf(next);
  }

  /// The info of `error`; never fails, and takes well under 10 ms (SC-001).
  public static ErrorInfo of(TuskError error) {
    return ErrorCatalog.describe(error, ErrorScene.NONE);
  }

  /// The same with its place so many characters earlier, as when the statement was sent with
  /// something before it.
  public ErrorInfo earlier(int characters) {
    return new ErrorInfo(
        category,
        message,
        sqlState,
        conditionName,
        detail,
        hint,
        suggestion,
        context,
        Math.max(0, position - characters),
        internalQuery,
        internalPosition,
        next,
        recoverable);
  }

  /// The same with a hint that names what stands at the place, and what is spelled alike.
  public static ErrorInfo of(TuskError error, ErrorScene scene) {
    return ErrorCatalog.describe(error, scene);
  }
}
