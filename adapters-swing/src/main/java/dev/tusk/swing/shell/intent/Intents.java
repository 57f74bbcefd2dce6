package dev.tusk.swing.shell.intent;

import dev.tusk.swing.kit.task.Registration;
import java.util.function.Consumer;

/// The bus on which features speak to each other. Listeners are called on the event thread.
public interface Intents {

  /// Calls `listener` for each intent of exactly this type, in the order of registration.
  <T extends UiIntent> Registration on(Class<T> type, Consumer<? super T> listener);

  /// Tells all listeners: at once when called on the event thread, otherwise soon. A listener that
  /// throws is logged and does not keep the others from hearing it.
  void send(UiIntent intent);
}
