package dev.tusk.app.architecture.planted.core.query;

/// Planted: starts a thread in the core.
public final class StartsThread {
  public void start(Runnable work) {
    new Thread(work).start();
  }
}
