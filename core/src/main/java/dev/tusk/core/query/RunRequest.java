package dev.tusk.core.query;

import dev.tusk.core.guard.GuardInteraction;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.StatementRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One statement to run.
///
/// @param timeout stop it after this long; null for never
/// @param cancellation stops it, or the wait for a session, whenever it comes: before the statement
///     is sent nothing is sent, afterwards it is as [CancelQuery] does it (FR-015). Whoever cancels
///     waits for the network
/// @param guard answers what a guarded connection asks before it
public record RunRequest(
    StatementRequest statement,
    @Nullable Duration timeout,
    Cancellation cancellation,
    GuardInteraction guard) {

  /// A run that nobody is there to be asked about.
  public RunRequest(
      StatementRequest statement, @Nullable Duration timeout, Cancellation cancellation) {
    this(statement, timeout, cancellation, GuardInteraction.none());
  }

  /// A run that only [CancelQuery] stops.
  public RunRequest(StatementRequest statement, @Nullable Duration timeout) {
    this(statement, timeout, Cancellation.create());
  }
}
