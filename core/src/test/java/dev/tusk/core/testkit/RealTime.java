package dev.tusk.core.testkit;

import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// The machine's clocks, as the program has them.
public final class RealTime implements TimeSource {
  private static final ScheduledExecutorService TIMERS =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Registration schedule(Duration delay, Runnable action) {
    ScheduledFuture<?> timer =
        TIMERS.schedule(
            () -> Thread.ofVirtual().start(action), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> timer.cancel(false);
  }
}
