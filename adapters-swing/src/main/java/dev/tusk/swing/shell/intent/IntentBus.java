package dev.tusk.swing.shell.intent;

import dev.tusk.swing.kit.task.Registration;
import dev.tusk.swing.kit.task.UiExecutor;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The bus on the event thread. Thread-safe.
public final class IntentBus implements Intents {
  private static final System.Logger LOG = System.getLogger(IntentBus.class.getName());
  private final Map<Class<?>, List<Listener>> listeners = new ConcurrentHashMap<>();
  private final UiExecutor ui;

  /// A bus that delivers through an executor.
  public IntentBus(UiExecutor ui) {
    this.ui = ui;
  }

  private interface Listener {
    void hear(UiIntent intent);
  }

  @Override
  public <T extends UiIntent> Registration on(Class<T> type, Consumer<? super T> listener) {
    Listener entry = intent -> listener.accept(type.cast(intent));
    var list = listeners.computeIfAbsent(type, t -> new CopyOnWriteArrayList<>());
    list.add(entry);
    return () -> list.remove(entry);
  }

  @Override
  public void send(UiIntent intent) {
    ui.onUi(() -> deliver(intent));
  }

  private void deliver(UiIntent intent) {
    var list = listeners.getOrDefault(intent.getClass(), List.of());
    if (list.isEmpty()) {
      LOG.log(Level.DEBUG, "nobody listens to {0}", intent.getClass().getSimpleName());
    }
    for (var listener : list) {
      try {
        listener.hear(intent);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a listener to " + intent.getClass().getSimpleName() + " failed", e);
      }
    }
  }
}
