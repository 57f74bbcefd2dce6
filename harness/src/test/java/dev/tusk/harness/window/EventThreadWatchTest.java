package dev.tusk.harness.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.EventQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// The watch finds out who holds the event thread up, and tells waiting from computing.
class EventThreadWatchTest {
  private static final long LONG = 400_000_000;
  private static final double FOUND_MS = 150;

  @Test
  void waitingCountsAsSuch() throws Exception {
    EventThreadWatch.Delays delays = during(() -> LockSupport.parkNanos(LONG));
    assertThat(delays.waitedMillis()).isGreaterThan(FOUND_MS);
    assertThat(delays.ownMillis()).isGreaterThanOrEqualTo(delays.waitedMillis());
    assertThat(delays.where()).contains("parkNanos");
  }

  @Test
  void computingIsNoWaiting() throws Exception {
    EventThreadWatch.Delays delays =
        during(
            () -> {
              for (long end = System.nanoTime() + LONG; System.nanoTime() < end; ) {
                Thread.onSpinWait();
              }
            });
    assertThat(delays.waitedMillis()).isLessThan(FOUND_MS);
    assertThat(delays.max()).isGreaterThan(FOUND_MS);
  }

  private static EventThreadWatch.Delays during(Runnable task) throws Exception {
    try (EventThreadWatch watch = new EventThreadWatch()) {
      EventQueue.invokeAndWait(() -> {});
      Thread.sleep(100);
      var _ = watch.take();
      EventQueue.invokeAndWait(task);
      Thread.sleep(100);
      return watch.take();
    }
  }
}
