package dev.tusk.app.architecture.planted.core.query;

/// Planted: draws a random value in the core.
public final class RollsDice {
  public double roll() {
    return Math.random();
  }
}
