package dev.tusk.core.connection;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Listeners;
import dev.tusk.core.kernel.Registration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The connections that are open now (FR-006). Owns their pools. Thread-safe.
public final class OpenConnections implements AutoCloseable {
  private final Map<ConnectionId, ConnectionPool> pools = new LinkedHashMap<>();
  private final Listeners<Change> listeners = new Listeners<>();
  private boolean closed;

  /// What happened to a connection. Published outside of every lock, after it happened.
  public sealed interface Change {
    ConnectionId id();

    /// It can be used from now on.
    record Opened(ConnectionId id) implements Change {}

    /// It is gone; its pool is about to be closed.
    record Removed(ConnectionId id) implements Change {}
  }

  /// Takes over `pool`; an earlier pool of the same connection is closed.
  void add(ConnectionPool pool) {
    ConnectionId id = pool.config().id();
    boolean refused;
    @Nullable ConnectionPool earlier;
    synchronized (this) {
      refused = closed;
      earlier = refused ? null : pools.put(id, pool);
    }
    if (refused) {
      pool.close();
      throw new TuskException(new TuskError.LinkLost("Tusk is closing", null));
    }
    if (earlier != null) {
      listeners.publish(new Change.Removed(id));
      earlier.close();
    }
    listeners.publish(new Change.Opened(id));
  }

  /// Forgets the connection, tells everybody, and closes its pool.
  void remove(ConnectionId id) {
    ConnectionPool pool;
    synchronized (this) {
      pool = pools.remove(id);
    }
    if (pool != null) {
      listeners.publish(new Change.Removed(id));
      pool.close();
    }
  }

  public synchronized boolean isOpen(ConnectionId id) {
    return pools.containsKey(id);
  }

  /// The open connection with its server and its figures now.
  public Optional<LiveConnection> find(ConnectionId id) {
    ConnectionPool pool;
    synchronized (this) {
      pool = pools.get(id);
    }
    return Optional.ofNullable(pool).map(OpenConnections::live);
  }

  /// All open connections in the order of opening.
  public List<LiveConnection> all() {
    Collection<ConnectionPool> now;
    synchronized (this) {
      now = List.copyOf(pools.values());
    }
    return now.stream().map(OpenConnections::live).toList();
  }

  /// The pool of an open connection; for use cases only.
  ///
  /// @throws TuskException with a Connection error when it is not open
  public synchronized ConnectionPool pool(ConnectionId id) {
    ConnectionPool pool = pools.get(id);
    if (pool == null) {
      throw new TuskException(
          new TuskError.LinkLost("This connection is not open; connect first", null));
    }
    return pool;
  }

  public Registration listen(Consumer<? super Change> listener) {
    return listeners.add(listener);
  }

  /// Closes every pool; nothing can be opened afterwards.
  @Override
  public void close() {
    List<ConnectionId> ids;
    synchronized (this) {
      closed = true;
      ids = List.copyOf(pools.keySet());
    }
    ids.forEach(this::remove);
  }

  private static LiveConnection live(ConnectionPool pool) {
    return new LiveConnection(pool.config(), pool.server(), pool.status());
  }
}
