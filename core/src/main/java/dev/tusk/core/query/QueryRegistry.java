package dev.tusk.core.query;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Listeners;
import dev.tusk.core.kernel.QueryId;
import dev.tusk.core.kernel.Registration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The executions that run now (FR-008, FR-016). Thread-safe.
public final class QueryRegistry {
  private final Map<QueryId, QueryHandle> running = new ConcurrentHashMap<>();
  private final Listeners<QueryHandle> listeners = new Listeners<>();

  void register(QueryHandle handle) {
    running.put(handle.id(), handle);
    listeners.publish(handle);
  }

  void unregister(QueryHandle handle) {
    running.remove(handle.id());
    listeners.publish(handle);
  }

  public Optional<QueryHandle> find(QueryId id) {
    return Optional.ofNullable(running.get(id));
  }

  public List<QueryHandle> all() {
    return List.copyOf(running.values());
  }

  public List<QueryHandle> of(ConnectionId connection) {
    return running.values().stream().filter(each -> each.connection().equals(connection)).toList();
  }

  /// Hears each handle when it is registered and when it has ended.
  public Registration listen(Consumer<? super QueryHandle> listener) {
    return listeners.add(listener);
  }
}
