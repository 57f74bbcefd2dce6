package dev.tusk.swing.kit.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// Runs everything at once on the calling thread; timers tick when the test says so. For presenter
/// tests. Confined to one thread.
public final class ImmediateUi implements UiExecutor {
  private final List<Clockwork> timers = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding;
  private boolean holdingAnswers;
  private boolean working;

  @Override
  public <T> Running run(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
    if (holding) {
      held.add(
          () -> {
            var _ = run(work, done, failed);
          });
      return () -> {};
    }
    T value;
    var outer = working;
    working = true;
    try {
      value = work.call();
    } catch (Exception e) {
      working = outer;
      failed.accept(e);
      return () -> {};
    }
    working = outer;
    if (holdingAnswers) {
      held.add(() -> done.accept(value));
    } else {
      done.accept(value);
    }
    return () -> {};
  }

  @Override
  public void onUi(Runnable task) {
    var outer = working;
    working = false;
    task.run();
    working = outer;
  }

  @Override
  public void later(Runnable task) {
    onUi(task);
  }

  @Override
  public Running every(Duration period, Runnable tick) {
    return start(new Clockwork(tick, true));
  }

  @Override
  public Running after(Duration delay, Runnable task) {
    return start(new Clockwork(task, false));
  }

  private Running start(Clockwork timer) {
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  @Override
  public <T> Consumer<T> newest(Consumer<T> sink) {
    return value -> onUi(() -> sink.accept(value));
  }

  @Override
  public boolean onEventThread() {
    return !working;
  }

  /// Holds back the work that is handed over from now on, as a slow thread does.
  public void hold() {
    holding = true;
  }

  /// Does work at once, but holds back what it gave, as a busy event thread does.
  public void holdAnswers() {
    holdingAnswers = true;
  }

  /// Hands over work and answers at once again; what was held waits for [#release].
  public void goOn() {
    holding = false;
    holdingAnswers = false;
  }

  /// Does the work that was held, and gives the answers, in their order.
  public void release() {
    var late = List.copyOf(held);
    held.clear();
    late.forEach(Runnable::run);
  }

  /// Lets each timer fire once.
  public void tick() {
    for (var timer : List.copyOf(timers)) {
      if (!timer.repeats()) {
        timers.remove(timer);
      }
      timer.task().run();
    }
  }

  /// How many timers are running: none should be when a presenter is at rest.
  public int timers() {
    return timers.size();
  }

  // A record would make two timers with the same task equal.
  private static final class Clockwork {
    private final Runnable task;
    private final boolean repeats;

    Clockwork(Runnable task, boolean repeats) {
      this.task = task;
      this.repeats = repeats;
    }

    Runnable task() {
      return task;
    }

    boolean repeats() {
      return repeats;
    }
  }
}
