package dev.tusk.core.guard;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Listeners;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Which production connections are unlocked, and for how long still. By the monotonic clock, which
/// nobody sets forward. Thread-safe.
public final class Unlocks {
  /// How long a connection stays unlocked.
  public static final Duration TIME = Duration.ofMinutes(10);

  private final TimeSource time;
  private final Map<ConnectionId, Open> unlocked = new HashMap<>();
  private final Listeners<ConnectionId> listeners = new Listeners<>();

  private record Open(long sinceNanos, Registration timer) {}

  public Unlocks(TimeSource time) {
    this.time = time;
  }

  /// Unlocks it for [#TIME] from now.
  void unlock(ConnectionId id) {
    Registration timer = time.schedule(TIME, () -> relock(id));
    Open before;
    synchronized (this) {
      before = unlocked.put(id, new Open(time.nanos(), timer));
    }
    if (before != null) {
      before.timer.close();
    }
    listeners.publish(id);
  }

  /// Locks it at once.
  public void lock(ConnectionId id) {
    Open before;
    synchronized (this) {
      before = unlocked.remove(id);
    }
    if (before != null) {
      before.timer.close();
      listeners.publish(id);
    }
  }

  /// The timer of an earlier unlocking must not end a later one.
  private void relock(ConnectionId id) {
    if (left(id).isZero()) {
      lock(id);
    }
  }

  /// How long it stays unlocked still; zero when it is locked.
  public synchronized Duration left(ConnectionId id) {
    Open open = unlocked.get(id);
    if (open == null) {
      return Duration.ZERO;
    }
    Duration left = TIME.minus(time.since(open.sinceNanos));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// Hears the id of each connection that was locked or unlocked, on the thread that did it.
  public Registration listen(Consumer<? super ConnectionId> listener) {
    return listeners.add(listener);
  }
}
