package dev.tusk.core.query;

import org.jspecify.annotations.Nullable;

/// How a script ended.
///
/// @param total the statements of the script
/// @param run how many were run
/// @param failed how many of these failed
/// @param firstFailure the first that failed; null when none did
public record ScriptOutcome(int total, int run, int failed, @Nullable QueryFailure firstFailure) {
  public boolean completed() {
    return failed == 0 && run == total;
  }
}
