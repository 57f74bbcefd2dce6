package dev.tusk.core.connection;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Secrets that are kept in memory until Tusk ends, and nowhere else. Thread-safe.
final class SessionSecrets {
  private final Map<ConnectionId, Secret> secrets = new HashMap<>();

  /// Keeps a copy in the place of an earlier one.
  synchronized void put(ConnectionId id, Secret secret) {
    @Nullable Secret before = secrets.put(id, secret.copy());
    if (before != null) {
      before.wipe();
    }
  }

  /// A copy that the caller owns.
  synchronized Optional<Secret> find(ConnectionId id) {
    return Optional.ofNullable(secrets.get(id)).map(Secret::copy);
  }

  synchronized void forget(ConnectionId id) {
    @Nullable Secret gone = secrets.remove(id);
    if (gone != null) {
      gone.wipe();
    }
  }

  synchronized void wipe() {
    secrets.values().forEach(Secret::wipe);
    secrets.clear();
  }
}
