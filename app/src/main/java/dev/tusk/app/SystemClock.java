package dev.tusk.app;

import dev.tusk.core.kernel.Registration;
import dev.tusk.core.port.ClockPort;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// The machine's clocks. Timers run on virtual threads and never keep the process alive.
final class SystemClock implements ClockPort {
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "timers");
            thread.setDaemon(true);
            return thread;
          });

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
        timers.schedule(
            () -> Thread.ofPlatform().daemon().name("timer").start(action),
            delay.toNanos(),
            TimeUnit.NANOSECONDS);
    return () -> timer.cancel(false);
  }
}
