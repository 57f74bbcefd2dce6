package dev.tusk.swing.kit.task;

import java.awt.EventQueue;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Watches how long events wait for the event thread, and logs where it was when they waited too
/// long.
///
/// It posts one empty event at a time, 40 a second, which costs nothing that can be measured.
public final class EdtWatchdog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EdtWatchdog.class.getName());
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(25);

  /// A person notices a delay from about 100 ms on (Nielsen, Usability Engineering, 1993).
  private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(100);

  private final AtomicLong worst = new AtomicLong();
  private final Thread watcher = new Thread(this::watch, "tusk-edt-watchdog");
  private volatile @Nullable Thread eventThread;
  private volatile long answered;
  private volatile boolean closed;

  /// Starts watching.
  public EdtWatchdog() {
    watcher.setDaemon(true);
    watcher.start();
  }

  /// The longest wait since the start or the last [#reset], in milliseconds.
  public long worstMillis() {
    return TimeUnit.NANOSECONDS.toMillis(worst.get());
  }

  /// Forgets the longest wait.
  void reset() {
    worst.set(0);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watcher);
  }

  private void watch() {
    long number = 0;
    while (!closed) {
      LockSupport.parkNanos(PERIOD);
      var asked = ++number;
      var start = System.nanoTime();
      EventQueue.invokeLater(
          () -> {
            eventThread = Thread.currentThread();
            answered = asked;
          });
      var logged = false;
      while (answered != asked && !closed) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        var waited = System.nanoTime() - start;
        worst.accumulateAndGet(waited, Math::max);
        if (waited > LIMIT && !logged) {
          logged = true;
          LOG.log(Level.DEBUG, "The event thread has been busy for 100 ms at\n" + stack());
        }
      }
      worst.accumulateAndGet(answered == asked ? System.nanoTime() - start : 0, Math::max);
    }
  }

  private String stack() {
    var thread = eventThread;
    return thread == null
        ? "(not started)"
        : Arrays.stream(thread.getStackTrace())
            .limit(6)
            .map(f -> "  " + f)
            .collect(Collectors.joining("\n"));
  }
}
