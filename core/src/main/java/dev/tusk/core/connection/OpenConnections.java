package dev.tusk.core.connection;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Listeners;
import dev.tusk.core.kernel.Registration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The connections that are open now (FR-006). Owns their pools. Thread-safe.
public final class OpenConnections implements AutoCloseable {
  private final Map<ConnectionId, ConnectionPool> pools = new LinkedHashMap<>();
  private final List<Opening> openings = new ArrayList<>();
  private final Map<ConnectionId, ReentrantLock> turns = new ConcurrentHashMap<>();
  private final Listeners<Change> listeners = new Listeners<>();
  private final SessionSecrets secrets = new SessionSecrets();
  private boolean closed;

  /// What is kept in memory for them, and for those that were open before.
  SessionSecrets secrets() {
    return secrets;
  }

  /// What happened to a connection. Published after it happened, the changes of one connection one
  /// after the other: the next one waits until every listener has heard of the last.
  public sealed interface Change {
    ConnectionId id();

    /// It can be used from now on.
    record Opened(ConnectionId id) implements Change {}

    /// It is gone; its pool is about to be closed.
    record Removed(ConnectionId id) implements Change {}
  }

  /// Announces an attempt to open `id`; to be closed when the attempt is over.
  ///
  /// @param attempt is cancelled when the connection is removed meanwhile
  Opening begin(ConnectionId id, Cancellation attempt) {
    Opening opening = new Opening(id, attempt);
    synchronized (this) {
      openings.add(opening);
    }
    return opening;
  }

  /// Forgets the connection, tells everybody, and closes its pool. An attempt to open it that is
  /// under way ends without a connection.
  void remove(ConnectionId id) {
    List<Opening> overtaken;
    synchronized (this) {
      overtaken = openings.stream().filter(each -> each.id.equals(id)).toList();
      overtaken.forEach(each -> each.overtaken = true);
    }
    overtaken.forEach(each -> each.attempt.cancel());
    inTurn(id, () -> drop(id));
  }

  private void drop(ConnectionId id) {
    ConnectionPool pool;
    synchronized (this) {
      pool = pools.remove(id);
    }
    if (pool != null) {
      listeners.publish(new Change.Removed(id));
      pool.close();
    }
  }

  /// Lets the changes of one connection follow each other, so that what a listener does at the end
  /// of one opening, such as ending its queries, can never hit the next.
  private void inTurn(ConnectionId id, Runnable change) {
    ReentrantLock turn = turns.computeIfAbsent(id, _ -> new ReentrantLock());
    turn.lock();
    try {
      change.run();
    } finally {
      turn.unlock();
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
      ids =
          Stream.concat(pools.keySet().stream(), openings.stream().map(each -> each.id))
              .distinct()
              .toList();
    }
    ids.forEach(this::remove);
    secrets.wipe();
  }

  private static LiveConnection live(ConnectionPool pool) {
    return new LiveConnection(pool.config(), pool.server(), pool.status());
  }

  /// An attempt to open a connection: what is removed while it is being made must not come back.
  final class Opening implements AutoCloseable {
    private final ConnectionId id;
    private final Cancellation attempt;
    private boolean overtaken;

    private Opening(ConnectionId id, Cancellation attempt) {
      this.id = id;
      this.attempt = attempt;
    }

    /// Takes over `pool`.
    ///
    /// A pool of another configuration of the same connection is closed. Where somebody else has
    /// opened the same configuration meanwhile, theirs stays, since tabs may hold its sessions, and
    /// `pool` is closed.
    ///
    /// @throws TuskException when the connection was removed meanwhile, or Tusk is closing
    LiveConnection add(ConnectionPool pool) {
      try {
        inTurn(id, () -> replace(pool));
      } catch (TuskException refused) {
        pool.close();
        throw refused;
      }
      return live(pool(id));
    }

    private void replace(ConnectionPool pool) {
      ConnectionPool earlier;
      synchronized (OpenConnections.this) {
        refuseLate();
        earlier = pools.get(id);
      }
      if (earlier != null && earlier.config().equals(pool.config())) {
        pool.close();
        return;
      }
      drop(id);
      synchronized (OpenConnections.this) {
        refuseLate();
        pools.put(id, pool);
      }
      listeners.publish(new Change.Opened(id));
    }

    private void refuseLate() {
      if (closed) {
        throw new TuskException(new TuskError.LinkLost("Tusk is closing", null));
      }
      if (overtaken) {
        throw new TuskException(
            new TuskError.Cancelled("Disconnected while the connection was made", null));
      }
    }

    @Override
    public void close() {
      synchronized (OpenConnections.this) {
        openings.remove(this);
      }
    }
  }
}
