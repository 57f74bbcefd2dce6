package dev.tusk.core.kernel;

import java.util.ArrayList;
import java.util.List;

/// A one-way switch that tells a piece of work to stop.
///
/// [#cancel] runs every registered action once, on the thread that cancels. Thread-safe.
public final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  /// A fresh token that nobody has cancelled.
  public static Cancellation create() {
    return new Cancellation();
  }

  /// Cancels, and runs the registered actions; a second call does nothing.
  public void cancel() {
    List<Runnable> toRun;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toRun = List.copyOf(actions);
      actions.clear();
    }
    toRun.forEach(Runnable::run);
  }

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /// Runs `action` on cancel, or at once when that has already happened.
  ///
  /// @return ends the registration; to be closed when the work is over
  public Registration onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        actions.add(action);
        return () -> {
          synchronized (this) {
            actions.remove(action);
          }
        };
      }
    }
    action.run();
    return () -> {};
  }
}
