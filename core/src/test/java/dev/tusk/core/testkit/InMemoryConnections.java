package dev.tusk.core.testkit;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionStore;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Saved connections in memory. Thread-safe.
final class InMemoryConnections implements ConnectionStore {
  private final Map<ConnectionId, ConnectionConfig> saved = new HashMap<>();
  private final Map<ConnectionId, Instant> used = new HashMap<>();

  @Override
  public synchronized List<ConnectionConfig> all() {
    return saved.values().stream()
        .sorted(Comparator.comparing(ConnectionConfig::name, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  @Override
  public synchronized Optional<ConnectionConfig> find(ConnectionId id) {
    return Optional.ofNullable(saved.get(id));
  }

  @Override
  public synchronized Optional<ConnectionConfig> findByName(String name) {
    return saved.values().stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  @Override
  public synchronized void save(ConnectionConfig config) {
    findByName(config.name())
        .filter(other -> !other.id().equals(config.id()))
        .ifPresent(
            other -> {
              throw new TuskException(
                  new TuskError.StorageFailed(
                      TuskError.Disk.OTHER,
                      "Another connection is called \""
                          + other.name()
                          + "\"; choose another name"));
            });
    saved.put(config.id(), config);
  }

  @Override
  public synchronized void remove(ConnectionId id) {
    saved.remove(id);
    used.remove(id);
  }

  @Override
  public synchronized void touch(ConnectionId id, Instant when) {
    if (saved.containsKey(id)) {
      used.put(id, when);
    }
  }

  @Override
  public synchronized Optional<Instant> lastUsed(ConnectionId id) {
    return Optional.ofNullable(used.get(id));
  }
}
