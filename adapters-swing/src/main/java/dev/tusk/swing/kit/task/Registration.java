package dev.tusk.swing.kit.task;

/// A listener's ticket: closing it ends the listening. Closing twice has no effect.
@FunctionalInterface
public interface Registration extends AutoCloseable {
  @Override
  void close();
}
