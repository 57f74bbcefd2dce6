package dev.tusk.core.error;

import org.jspecify.annotations.Nullable;

/// An error as a person reads it (FR-003): made once, shown by the window and the command line.
///
/// @param category the kind, in one or two words: "Query", "Connection"
/// @param message what happened
/// @param sqlState the SQLSTATE, or Tusk's own `TUSK-…` code
/// @param conditionName PostgreSQL's name of the code, for example `undefined_column`; null for our
///     own codes and unknown ones
/// @param detail the server's DETAIL
/// @param hint the server's HINT; it comes before ours
/// @param suggestion what Tusk suggests to do next
/// @param context the server's CONTEXT lines
/// @param position 1-based, in code points of the statement as sent; 0 when there is none
/// @param recoverable whether the session can go on after it
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
    boolean recoverable) {

  /// The info of `error`; never fails, and takes well under 10 ms (SC-001).
  public static ErrorInfo of(TuskError error) {
    return ErrorCatalog.describe(error);
  }
}
