package dev.tusk.core.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a script runs.
///
/// @param singleTransaction whether all of it is one transaction, rolled back at the first error
/// @param maxRows rows to fetch of each result; `Long.MAX_VALUE` for all
/// @param timeout for each statement; null for none
public record ScriptOptions(
    OnError onError, boolean singleTransaction, long maxRows, @Nullable Duration timeout) {

  /// Stops at the first error, fetches everything, waits for ever.
  public static final ScriptOptions DEFAULTS =
      new ScriptOptions(OnError.STOP, false, Long.MAX_VALUE, null);

  /// What to do after a statement that failed.
  public enum OnError {
    STOP,
    CONTINUE
  }
}
