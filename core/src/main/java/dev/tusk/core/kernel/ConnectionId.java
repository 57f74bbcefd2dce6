package dev.tusk.core.kernel;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Identifies a saved connection.
public record ConnectionId(UUID value) {
  public static ConnectionId parse(String text) {
    return new ConnectionId(UUID.fromString(text));
  }

  /// Identifies something that belongs to the connection, such as a second secret; always the same.
  public ConnectionId part(String name) {
    return new ConnectionId(
        UUID.nameUUIDFromBytes((value + "/" + name).getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
