package dev.tusk.cli;

import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.TimeSource;
import java.time.Duration;
import java.time.Instant;

/// The machine's own time; each timer is a daemon thread.
final class TimersOnThreads implements TimeSource {
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
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(delay);
                    action.run();
                  } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                  }
                });
    return () -> {
      if (!Thread.currentThread().equals(thread)) {
        thread.interrupt();
      }
    };
  }
}
