package dev.tusk.app.architecture.planted.app;

/// Planted: throws an exception that says nothing.
public final class ThrowsAnything {
  public void fail() {
    throw new RuntimeException("planted");
  }
}
