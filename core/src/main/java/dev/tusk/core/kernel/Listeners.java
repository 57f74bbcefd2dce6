package dev.tusk.core.kernel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The subscribers of one kind of event. Events arrive on the publishing thread. Thread-safe.
public final class Listeners<T> {
  private static final System.Logger LOG = System.getLogger(Listeners.class.getName());
  private final List<Consumer<? super T>> all = new CopyOnWriteArrayList<>();

  public Registration add(Consumer<? super T> listener) {
    all.add(listener);
    return () -> all.remove(listener);
  }

  /// Tells every subscriber; one that fails is logged and does not keep the others from hearing.
  public void publish(T event) {
    for (Consumer<? super T> listener : all) {
      try {
        listener.accept(event);
      } catch (RuntimeException failure) {
        LOG.log(System.Logger.Level.ERROR, "A listener failed", failure);
      }
    }
  }
}
