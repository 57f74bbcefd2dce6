package dev.tusk.core.kernel;

import java.time.Duration;
import java.time.Instant;

/// Wall clock, monotonic clock and timers. Thread-safe.
public interface TimeSource {
  /// The wall clock: for what people read. It may jump.
  Instant now();

  /// The monotonic clock in nanoseconds, from an arbitrary origin: for measuring and deadlines.
  long nanos();

  /// Runs `action` once after `delay`, on a thread of its own: the action may block.
  ///
  /// @return cancels the timer if it has not fired
  Registration schedule(Duration delay, Runnable action);

  /// The time that has passed since `startNanos`, which came from [#nanos].
  default Duration since(long startNanos) {
    return Duration.ofNanos(nanos() - startNanos);
  }
}
