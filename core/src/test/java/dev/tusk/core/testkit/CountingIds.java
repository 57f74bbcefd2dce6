package dev.tusk.core.testkit;

import dev.tusk.core.kernel.IdSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Gives ids that count up from 1, so that a test knows them. Thread-safe.
public final class CountingIds implements IdSource {
  private final AtomicLong last = new AtomicLong();

  @Override
  public UUID next() {
    return id(last.incrementAndGet());
  }

  /// The id that the `number`-th call gives.
  public static UUID id(long number) {
    return new UUID(0, number);
  }
}
