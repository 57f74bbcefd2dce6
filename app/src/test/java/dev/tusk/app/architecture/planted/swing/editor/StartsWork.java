package dev.tusk.app.architecture.planted.swing.editor;

/// Planted: a feature that makes threads of its own.
public final class StartsWork {
  public void start(Runnable work) {
    Thread.ofVirtual().start(work);
  }
}
