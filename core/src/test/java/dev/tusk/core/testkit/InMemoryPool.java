package dev.tusk.core.testkit;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.PoolStatus;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.session.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sessions of one connection to an [InMemoryDatabase]. Thread-safe.
final class InMemoryPool implements ConnectionPool {
  private final InMemoryDatabase database;
  private final ConnectionConfig config;
  private final Map<InMemorySession, String> holders = new LinkedHashMap<>();
  private final Deque<Object> queue = new ArrayDeque<>();
  private boolean closed;

  InMemoryPool(InMemoryDatabase database, ConnectionConfig config) {
    this.database = database;
    this.config = config;
  }

  @Override
  public ConnectionConfig config() {
    return config;
  }

  @Override
  public ServerInfo server() {
    return new ServerInfo(
        "18.1 (in memory)",
        180_001,
        config.database(),
        config.user(),
        null,
        null,
        false,
        false,
        "UTC",
        Duration.ofMillis(1));
  }

  @Override
  public Session lease(String holder, Cancellation cancellation) {
    try (var _ = cancellation.onCancel(this::wakeAll)) {
      return leaseInTurn(holder, cancellation);
    }
  }

  private synchronized Session leaseInTurn(String holder, Cancellation cancellation) {
    Object turn = new Object();
    queue.add(turn);
    Duration limit = config.options().poolTimeout();
    long start = System.nanoTime();
    try {
      while (true) {
        if (closed) {
          throw new TuskException(new TuskError.LinkLost("The connection is closed", null));
        }
        if (cancellation.isCancelled()) {
          throw new TuskException(new TuskError.Cancelled("Stopped at your request", null));
        }
        if (turn.equals(queue.peek()) && holders.size() < config.options().maxSessions()) {
          InMemorySession session =
              new InMemorySession(database, database.nextPid(), this::giveBack);
          holders.put(session, holder);
          database.started(session);
          return session;
        }
        long left = limit.toMillis() - (System.nanoTime() - start) / 1_000_000;
        if (left <= 0) {
          throw new TuskException(
              new TuskError.PoolTimeout(limit, queue.size(), List.copyOf(holders.values())));
        }
        wait(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TuskException(new TuskError.Cancelled("Interrupted", null), interrupted);
    } finally {
      queue.remove(turn);
      notifyAll();
    }
  }

  private synchronized void wakeAll() {
    notifyAll();
  }

  private synchronized void giveBack(InMemorySession session) {
    holders.remove(session);
    database.ended(session);
    notifyAll();
  }

  @Override
  public synchronized PoolStatus status() {
    return new PoolStatus(
        holders.size(), 0, queue.size(), config.options().maxSessions(), closed ? 0 : 1);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    List<InMemorySession> inUse;
    synchronized (this) {
      closed = true;
      inUse = List.copyOf(holders.keySet());
      notifyAll();
    }
    inUse.forEach(session -> session.end(new TuskError.LinkLost("The connection is closed", null)));
  }
}
