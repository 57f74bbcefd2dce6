package dev.tusk.app;

import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.kernel.TimeSourceContract;

class SystemClockTest implements TimeSourceContract {
  @Override
  public TimeSource time() {
    return new SystemClock();
  }
}
