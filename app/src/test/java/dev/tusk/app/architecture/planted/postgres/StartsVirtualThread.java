package dev.tusk.app.architecture.planted.postgres;

/// Planted: a thread whose wait for a socket holds up the end of the process.
public final class StartsVirtualThread {
  public void start(Runnable work) {
    Thread.ofVirtual().start(work);
  }
}
