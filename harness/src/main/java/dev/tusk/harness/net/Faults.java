package dev.tusk.harness.net;

import dev.tusk.harness.net.FaultProxy.Direction;
import dev.tusk.harness.net.FaultProxy.End;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// What the proxy does wrong at the moment; shared by all its connections.
final class Faults {
  static final long UNLIMITED = Long.MAX_VALUE;

  volatile Duration holdNew = Duration.ZERO;
  volatile boolean mute;
  volatile int slice = Integer.MAX_VALUE;

  private volatile long latencyNanos;
  private volatile long jitterNanos;
  private volatile long bytesPerSecond = UNLIMITED;
  private volatile long slicePauseNanos;
  private boolean holeUp;
  private boolean holeDown;
  private Limit limitUp = Limit.NONE;
  private Limit limitDown = Limit.NONE;
  private long clearings;
  private final Set<Direction> heldBack = EnumSet.noneOf(Direction.class);

  /// @param total bytes of one direction since the start that may pass
  /// @param end what comes after them
  record Limit(long total, End end) {
    static final Limit NONE = new Limit(UNLIMITED, End.RESET);
  }

  void latency(Duration delay, Duration jitter) {
    latencyNanos = delay.toNanos();
    jitterNanos = jitter.toNanos();
  }

  void bandwidth(long perSecond) {
    bytesPerSecond = perSecond;
  }

  void slicer(int bytes, Duration pause) {
    slicePauseNanos = pause.toNanos();
    slice = bytes;
  }

  /// How long a piece that was read now is to be kept.
  long delayNanos() {
    long jitter = jitterNanos;
    return latencyNanos
        + (jitter == 0 ? 0 : ThreadLocalRandom.current().nextLong(-jitter, jitter + 1));
  }

  /// How long so many bytes take.
  long transferNanos(int bytes) {
    long perSecond = bytesPerSecond;
    long line = perSecond == UNLIMITED ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond * bytes;
    return line + slicePauseNanos;
  }

  synchronized void blackhole(Direction direction, boolean on) {
    switch (direction) {
      case UP -> holeUp = on;
      case DOWN -> holeDown = on;
    }
    notifyAll();
  }

  synchronized void limit(Direction direction, Limit limit) {
    switch (direction) {
      case UP -> limitUp = limit;
      case DOWN -> limitDown = limit;
    }
  }

  synchronized Limit limit(Direction direction) {
    return switch (direction) {
      case UP -> limitUp;
      case DOWN -> limitDown;
    };
  }

  synchronized void clear() {
    latencyNanos = 0;
    jitterNanos = 0;
    bytesPerSecond = UNLIMITED;
    slice = Integer.MAX_VALUE;
    slicePauseNanos = 0;
    holdNew = Duration.ZERO;
    mute = false;
    holeUp = false;
    holeDown = false;
    limitUp = Limit.NONE;
    limitDown = Limit.NONE;
    clearings++;
    heldBack.clear();
    notifyAll();
  }

  synchronized boolean holdsBack(Direction direction) {
    return heldBack.contains(direction);
  }

  /// Waits so long, or until everything is cleared.
  synchronized void pause(long nanos) throws InterruptedException {
    long until = System.nanoTime() + nanos;
    long before = clearings;
    for (long left = nanos; left > 0 && clearings == before; left = until - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /// Waits until bytes may pass in a direction.
  synchronized void awaitPassage(Direction direction) throws InterruptedException {
    while (direction == Direction.UP ? holeUp : holeDown) {
      heldBack.add(direction);
      wait();
    }
  }
}
