package dev.tusk.app.architecture.planted.core.query;

import java.time.Instant;

/// Planted: reads the clock in the core.
public final class ReadsTheClock {
  public Instant now() {
    return Instant.now();
  }
}
