package dev.tusk.core.kernel;

import java.util.UUID;

/// Identifies a saved connection.
public record ConnectionId(UUID value) {
  public static ConnectionId parse(String text) {
    return new ConnectionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
