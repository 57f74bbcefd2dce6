package dev.tusk.harness.net;

import dev.tusk.harness.net.FaultProxy.Direction;
import java.time.Duration;

/// What the proxy does wrong at the moment; shared by all its connections.
final class Faults {
  private static final long UNLIMITED = Long.MAX_VALUE;

  volatile long latencyNanos;
  volatile long bytesPerSecond = UNLIMITED;
  volatile Duration holdNew = Duration.ZERO;
  volatile boolean mute;

  private boolean holeUp;
  private boolean holeDown;
  private long limitUp = UNLIMITED;
  private long limitDown = UNLIMITED;

  synchronized void blackhole(Direction direction, boolean on) {
    switch (direction) {
      case UP -> holeUp = on;
      case DOWN -> holeDown = on;
    }
    notifyAll();
  }

  synchronized void limit(Direction direction, long total) {
    switch (direction) {
      case UP -> limitUp = total;
      case DOWN -> limitDown = total;
    }
  }

  synchronized long limit(Direction direction) {
    return switch (direction) {
      case UP -> limitUp;
      case DOWN -> limitDown;
    };
  }

  synchronized void clear() {
    latencyNanos = 0;
    bytesPerSecond = UNLIMITED;
    holdNew = Duration.ZERO;
    mute = false;
    holeUp = false;
    holeDown = false;
    limitUp = UNLIMITED;
    limitDown = UNLIMITED;
    notifyAll();
  }

  /// Waits until bytes may pass in a direction.
  synchronized void awaitPassage(Direction direction) throws InterruptedException {
    while (direction == Direction.UP ? holeUp : holeDown) {
      wait();
    }
  }
}
