package dev.tusk.swing.shell;

/// Has a say when the window closes.
public interface Closing {

  /// Says whether the window may close; may ask the user. On the event thread.
  default boolean mayClose() {
    return true;
  }

  /// Writes what must not be lost. On a background thread after all agreed, before the process
  /// ends; the window waits at most five seconds for all hooks together.
  default void flush() {}
}
