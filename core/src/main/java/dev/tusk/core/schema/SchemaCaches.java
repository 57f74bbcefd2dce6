package dev.tusk.core.schema;

import dev.tusk.core.kernel.ConnectionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The schema caches of the open connections. Thread-safe.
///
/// A cache belongs to one opening of a connection: a read that ends after the connection was
/// removed fills a cache that nobody holds any more, so it cannot come back.
public final class SchemaCaches {
  private final Map<ConnectionId, SchemaCache> caches = new ConcurrentHashMap<>();

  /// Starts an empty cache for a connection that has just been opened, or refreshed.
  public void start(ConnectionId id) {
    caches.put(id, new SchemaCache());
  }

  /// Starts anew only where a cache is: a refresh must not revive a removed connection.
  void restart(ConnectionId id) {
    caches.computeIfPresent(id, (key, old) -> new SchemaCache());
  }

  public void drop(ConnectionId id) {
    caches.remove(id);
  }

  public Optional<SchemaCache> find(ConnectionId id) {
    return Optional.ofNullable(caches.get(id));
  }

  public int size() {
    return caches.size();
  }
}
