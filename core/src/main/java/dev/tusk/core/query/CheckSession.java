package dev.tusk.core.query;

import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.kernel.UseCase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Notices that the session of a tab in which nothing runs has ended. To be asked every second or
/// so; asks the server itself only when there is doubt.
@UseCase
public final class CheckSession {
  /// A gap that no busy machine explains; the machine has slept.
  private static final Duration GAP = Duration.ofSeconds(10);

  private final TimeSource time;
  private long lastNanos;
  private Instant lastNow;

  public CheckSession(TimeSource time) {
    this.time = time;
    this.lastNanos = time.nanos();
    this.lastNow = time.now();
  }

  /// Whether the machine has slept since this was asked last, or has not asked for long: every link
  /// is in doubt then. By both clocks, as the monotonic one stands still in sleep on some systems.
  /// Never blocks.
  public synchronized boolean hasSlept() {
    long nanos = time.nanos();
    Instant now = time.now();
    Duration monotonic = Duration.ofNanos(nanos - lastNanos);
    Duration wall = Duration.between(lastNow, now);
    lastNanos = nanos;
    lastNow = now;
    return monotonic.compareTo(GAP) > 0 || wall.minus(monotonic).compareTo(GAP) > 0;
  }

  /// Looks at one tab. Blocks for milliseconds, and up to 2 s where there is doubt.
  ///
  /// @param doubt whether to ask the server
  /// @return the session that was lost, once
  public Optional<LostSession> check(SqlTab tab, boolean doubt) {
    return tab.check(doubt);
  }
}
