package dev.tusk.app.window;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Measures how late a thread with nothing to do is woken: what the machine itself adds to every
/// delay while a test runs.
final class StallWatch implements AutoCloseable {
  private static final long NAP = TimeUnit.MILLISECONDS.toNanos(10);
  private final AtomicLong worst = new AtomicLong();
  private final Thread napper = new Thread(this::nap, "stall watch");
  private volatile boolean closed;

  StallWatch() {
    napper.setDaemon(true);
    napper.start();
  }

  long worstMillis() {
    return TimeUnit.NANOSECONDS.toMillis(worst.get());
  }

  private void nap() {
    while (!closed) {
      long start = System.nanoTime();
      LockSupport.parkNanos(NAP);
      worst.accumulateAndGet(System.nanoTime() - start - NAP, Math::max);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
