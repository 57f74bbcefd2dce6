package dev.tusk.app;

import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.kernel.TimeSourceContract;
import java.time.Duration;

/// The machine's clock keeps the contract that the fixed one keeps.
class SystemClockTest implements TimeSourceContract {
  @Override
  public TimeSource time() {
    return new SystemClock();
  }

  @Override
  public void pass(TimeSource time, Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }
}
