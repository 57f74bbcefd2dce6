package dev.tusk.swing.shell;

/// Has a say when the window closes, or a connection.
public interface Closing {

  /// Says whether the window may close; may ask the user. On the event thread.
  default boolean mayClose() {
    return true;
  }

  /// Says whether a connection may be closed; may ask the user. On the event thread.
  default boolean mayDisconnect(String connectionId) {
    return true;
  }

  /// Writes what must not be lost. On a background thread after all agreed, before the process
  /// ends; the window waits at most five seconds for all hooks together.
  default void flush() {}
}
