package dev.tusk.sqlite;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Instants as whole microseconds since 1970, which is how they are stored.
final class Micros {
  private Micros() {}

  static long of(Instant when) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, when);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
