package dev.tusk.core.kernel;

import java.util.UUID;

/// Identifies one execution of one statement.
public record QueryId(UUID value) {
  public static QueryId parse(String text) {
    return new QueryId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
