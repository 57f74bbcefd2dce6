package dev.tusk.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every [TimeSource] does.
public interface TimeSourceContract {
  /// The longest that a test waits for a timer that must fire.
  long PATIENCE_SECONDS = 60;

  TimeSource time();

  /// Lets this much time pass on `time`: by waiting, or by moving a clock that stands still.
  void pass(TimeSource time, Duration duration) throws InterruptedException;

  @Test
  default void bothClocksGoOnTogether() throws InterruptedException {
    TimeSource time = time();
    Instant before = time.now();
    long nanos = time.nanos();

    pass(time, Duration.ofMillis(20));

    assertThat(time.nanos() - nanos).isGreaterThanOrEqualTo(19_000_000L);
    assertThat(time.since(nanos)).isGreaterThanOrEqualTo(Duration.ofMillis(19));
    assertThat(time.now()).isAfter(before);
  }

  @Test
  default void timerFiresOnce() throws InterruptedException {
    TimeSource time = time();
    CountDownLatch fired = new CountDownLatch(1);
    List<String> calls = new CopyOnWriteArrayList<>();
    var _ =
        time.schedule(
            Duration.ofMillis(10),
            () -> {
              calls.add("fired");
              fired.countDown();
            });

    pass(time, Duration.ofMillis(10));

    assertThat(fired.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    pass(time, Duration.ofMillis(30));
    assertThat(calls).containsExactly("fired");
  }

  @Test
  default void cancelledTimerNeverFires() throws InterruptedException {
    TimeSource time = time();
    List<String> calls = new CopyOnWriteArrayList<>();
    Registration timer = time.schedule(Duration.ofSeconds(1), () -> calls.add("fired"));

    timer.close();
    timer.close();
    pass(time, Duration.ofMillis(1_100));

    assertThat(calls).isEmpty();
  }

  @Test
  default void failingTimerDoesNotStopTheOthers() throws InterruptedException {
    TimeSource time = time();
    CountDownLatch fired = new CountDownLatch(1);
    var _ =
        time.schedule(
            Duration.ZERO,
            () -> {
              throw new IllegalStateException("planned");
            });
    var _ = time.schedule(Duration.ofMillis(10), fired::countDown);

    pass(time, Duration.ofMillis(10));

    assertThat(fired.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  default void timerMaySetTheNextTimer() throws InterruptedException {
    TimeSource time = time();
    CountDownLatch fired = new CountDownLatch(1);
    var _ =
        time.schedule(
            Duration.ofMillis(5),
            () -> {
              var _ = time.schedule(Duration.ofMillis(5), fired::countDown);
            });

    pass(time, Duration.ofMillis(10));

    assertThat(fired.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }
}
