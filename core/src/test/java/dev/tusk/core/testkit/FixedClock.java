package dev.tusk.core.testkit;

import dev.tusk.core.kernel.Registration;
import dev.tusk.core.port.ClockPort;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// A clock that stands still until [#advance] moves it, firing the timers on its way.
///
/// Timers run on the thread that advances, in the order of their times. Thread-safe.
public final class FixedClock implements ClockPort {
  private static final System.Logger LOG = System.getLogger(FixedClock.class.getName());

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
  private Instant now;
  private long nanos;
  private long made;

  /// Starts at noon of a winter day, UTC.
  public FixedClock() {
    this(Instant.parse("2026-01-15T12:00:00Z"));
  }

  public FixedClock(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Registration schedule(Duration delay, Runnable action) {
    Timer timer = new Timer(nanos + Math.max(0, delay.toNanos()), made++, action);
    timers.add(timer);
    return () -> {
      synchronized (this) {
        timers.remove(timer);
      }
    };
  }

  /// Lets `time` pass: every timer that falls due fires at its own moment.
  public void advance(Duration time) {
    long target = nanos() + time.toNanos();
    for (Timer due = next(target); due != null; due = next(target)) {
      try {
        due.action.run();
      } catch (RuntimeException failure) {
        LOG.log(System.Logger.Level.ERROR, "A timer failed", failure);
      }
    }
    synchronized (this) {
      moveTo(Math.max(nanos, target));
    }
  }

  /// Timers that have neither fired nor been cancelled.
  public synchronized int pendingTimers() {
    return timers.size();
  }

  private synchronized @Nullable Timer next(long target) {
    Timer first = timers.peek();
    if (first == null || first.at > target) {
      return null;
    }
    timers.remove(first);
    moveTo(Math.max(nanos, first.at));
    return first;
  }

  private void moveTo(long target) {
    now = now.plusNanos(target - nanos);
    nanos = target;
  }

  private record Timer(long at, long number, Runnable action) {}
}
