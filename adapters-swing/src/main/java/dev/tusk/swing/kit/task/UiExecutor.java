package dev.tusk.swing.kit.task;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Runs blocking work away from the event thread and brings its outcome back to it.
///
/// Presenters depend on this interface alone, so that a test can run them on one thread. All
/// callbacks arrive on the event thread; all methods may be called from any thread.
public interface UiExecutor {

  /// Runs `work` on a background thread and delivers its value to `done` or its exception to
  /// `failed`, on the event thread. After [Running#cancel()] neither is called. An exception thrown
  /// by `done` is logged, it does not reach `failed`.
  <T> Running run(Callable<T> work, Consumer<T> done, Consumer<Exception> failed);

  /// Runs `task` on the event thread: at once when called there, otherwise later and without
  /// waiting.
  void onUi(Runnable task);

  /// Runs `task` on the event thread after the events that are already queued.
  void later(Runnable task);

  /// Calls `tick` on the event thread each `period` until cancelled. Ticks are never queued up: a
  /// busy event thread gets one, not all it missed.
  Running every(Duration period, Runnable tick);

  /// Calls `task` on the event thread once, after `delay`, unless cancelled.
  Running after(Duration delay, Runnable task);

  /// Makes a channel for progress from any thread: `sink` gets the newest value on the event
  /// thread, values that were overtaken before it came round are dropped.
  <T> Consumer<T> newest(Consumer<T> sink);

  /// Says whether the caller is on the event thread.
  boolean onEventThread();

  /// Throws `IllegalStateException` on the event thread: guards calls that may block.
  default void requireBackground() {
    if (onEventThread()) {
      throw new IllegalStateException(
          "this call may block; hand it to UiExecutor.run instead of the event thread");
    }
  }

  /// Something that goes on until it ends or is cancelled.
  interface Running {
    /// Stops it and drops its outcome; background work is interrupted. Has no effect when it ended.
    void cancel();
  }
}
