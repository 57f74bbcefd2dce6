package dev.tusk.swing.kit.task;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;

/// The real executor: daemon threads and Swing's event thread. Thread-safe.
///
/// The threads are platform threads, made as needed and kept for a minute: some of the work is
/// computation (sorting, exporting), which would starve others on the carriers of virtual threads.
public final class UiTasks implements UiExecutor {
  private static final System.Logger LOG = System.getLogger(UiTasks.class.getName());
  private static final AtomicInteger COUNT = new AtomicInteger();
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "tusk-work-" + COUNT.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public <T> Running run(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
    var job = new Job();
    job.future =
        workers.submit(
            () -> {
              try {
                var value = work.call();
                SwingUtilities.invokeLater(() -> job.deliver(() -> done.accept(value)));
              } catch (Exception e) {
                SwingUtilities.invokeLater(() -> job.deliver(() -> failed.accept(e)));
              } catch (Error e) {
                LOG.log(Level.ERROR, "background work failed", e);
                var wrapped = new IllegalStateException("background work failed: " + e, e);
                SwingUtilities.invokeLater(() -> job.deliver(() -> failed.accept(wrapped)));
              }
            });
    if (job.cancelled) {
      job.cancel();
    }
    return job;
  }

  @Override
  public void onUi(Runnable task) {
    if (SwingUtilities.isEventDispatchThread()) {
      task.run();
    } else {
      SwingUtilities.invokeLater(task);
    }
  }

  @Override
  public void later(Runnable task) {
    SwingUtilities.invokeLater(task);
  }

  @Override
  public Running every(Duration period, Runnable tick) {
    var timer = new Timer(Math.toIntExact(period.toMillis()), e -> tick.run());
    timer.start();
    return timer::stop;
  }

  @Override
  public Running after(Duration delay, Runnable task) {
    var timer = new Timer(Math.toIntExact(delay.toMillis()), e -> task.run());
    timer.setRepeats(false);
    timer.start();
    return timer::stop;
  }

  @Override
  public <T> Consumer<T> newest(Consumer<T> sink) {
    var waiting = new AtomicReference<@Nullable Box<T>>();
    return value -> {
      if (waiting.getAndSet(new Box<>(value)) == null) {
        SwingUtilities.invokeLater(
            () -> {
              var box = waiting.getAndSet(null);
              if (box != null) {
                sink.accept(box.value);
              }
            });
      }
    };
  }

  @Override
  public boolean onEventThread() {
    return SwingUtilities.isEventDispatchThread();
  }

  /// Throws `IllegalStateException` on the event thread: for adapters' outer calls, which have no
  /// executor at hand.
  public static void requireOffEventThread() {
    if (SwingUtilities.isEventDispatchThread()) {
      throw new IllegalStateException(
          "this call may block; hand it to UiExecutor.run instead of the event thread");
    }
  }

  private record Box<T>(T value) {}

  private static final class Job implements Running {
    private volatile boolean cancelled;
    private volatile @Nullable Future<?> future;

    void deliver(Runnable outcome) {
      if (!cancelled) {
        outcome.run();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      var running = future;
      if (running != null) {
        running.cancel(true);
      }
    }
  }
}
