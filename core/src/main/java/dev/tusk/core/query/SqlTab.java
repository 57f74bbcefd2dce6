package dev.tusk.core.query;

import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.TransactionState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place where statements run one after the other in one session: an editor tab, or one run of
/// the command line. Thread-safe; one statement at a time.
///
/// The session is leased at the first run and kept until the tab is closed or moved to another
/// connection, so that `BEGIN`, `SET` and temporary tables survive from run to run.
public final class SqlTab implements AutoCloseable {
  private final TabId id;
  private final OpenConnections open;
  private String title;
  private @Nullable ConnectionId connection;
  private @Nullable Session session;
  private @Nullable QueryHandle running;
  private @Nullable Cancellation leasing;
  private boolean busy;
  private boolean replaced;
  private boolean closed;

  public SqlTab(TabId id, String title, OpenConnections open) {
    this.id = id;
    this.title = title;
    this.open = open;
  }

  public TabId id() {
    return id;
  }

  public synchronized String title() {
    return title;
  }

  /// Renames it; a lease that is held keeps the old name.
  public synchronized void rename(String newTitle) {
    title = newTitle;
  }

  public synchronized Optional<ConnectionId> connection() {
    return Optional.ofNullable(connection);
  }

  /// Moves the tab to another connection; what its session held is rolled back.
  ///
  /// @throws IllegalStateException while a statement runs
  public void use(ConnectionId target) {
    Session old;
    synchronized (this) {
      if (target.equals(connection)) {
        return;
      }
      if (busy) {
        throw new IllegalStateException("A statement is running in this tab");
      }
      connection = target;
      old = session;
      session = null;
    }
    if (old != null) {
      old.close();
    }
  }

  /// The statement that runs in it.
  public synchronized Optional<QueryHandle> running() {
    return Optional.ofNullable(running);
  }

  /// Whether a statement runs or waits for a session.
  public synchronized boolean isBusy() {
    return busy;
  }

  /// The state of its transaction; idle when it holds no session.
  public synchronized TransactionState transaction() {
    return session == null || !session.isOpen()
        ? TransactionState.IDLE
        : session.transactionState();
  }

  public synchronized boolean holdsSession() {
    return session != null && session.isOpen();
  }

  /// Hands the session back and forgets it; a statement that runs is cut off.
  @Override
  public void close() {
    Session old;
    boolean cut;
    synchronized (this) {
      if (leasing != null) {
        leasing.cancel();
      }
      closed = true;
      cut = busy;
      old = session;
      if (!cut) {
        session = null;
      }
    }
    if (old != null) {
      if (cut) {
        // The run gives it back when it has ended: a session is closed by the thread that uses it.
        old.abandon();
      } else {
        old.close();
      }
    }
  }

  /// Reserves the tab for a run and returns its session, leasing one when it has none.
  ///
  /// @param stop ends the wait for a session
  Session begin(Cancellation stop) {
    ConnectionPool pool;
    Cancellation cancellation = Cancellation.create();
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("This tab is closed");
      }
      if (busy) {
        throw new IllegalStateException("A statement is running in this tab");
      }
      if (connection == null) {
        throw new IllegalStateException("This tab has no connection");
      }
      if (session != null && session.isOpen()) {
        busy = true;
        replaced = false;
        return session;
      }
      dropDead();
      pool = open.pool(connection);
      busy = true;
      leasing = cancellation;
    }
    boolean kept = false;
    try (var _ = stop.onCancel(cancellation::cancel)) {
      if (stop.isCancelled()) {
        throw new TuskException(
            new TuskError.Cancelled("Stopped at your request; nothing was sent", null));
      }
      Session leased = pool.lease(title(), cancellation);
      synchronized (this) {
        leasing = null;
        if (!closed) {
          session = leased;
          kept = true;
          return leased;
        }
      }
      leased.close();
      throw new IllegalStateException("This tab is closed");
    } finally {
      synchronized (this) {
        leasing = null;
        if (!kept) {
          busy = false;
        }
      }
    }
  }

  /// Forgets a session that has ended since the last run. Holds the lock.
  private void dropDead() {
    Session dead = session;
    replaced = dead != null;
    if (dead != null) {
      boolean inTransaction = dead.transactionState() != TransactionState.IDLE;
      session = null;
      dead.close();
      if (inTransaction) {
        // Never go on by itself: what was meant for the transaction would be kept at once.
        throw new TuskException(
            new TuskError.LinkLost(
                "This tab's session has ended, and what was open in it was rolled back; nothing was"
                    + " sent. The next run begins in a new session",
                null));
      }
    }
  }

  /// Whether the run goes on in a new session because the one before has ended since.
  synchronized boolean hasNewSession() {
    return replaced;
  }

  synchronized void running(QueryHandle handle) {
    running = handle;
  }

  /// Ends the run; a session that is gone, or whose tab is closed, is given back.
  void end() {
    Session dead = null;
    synchronized (this) {
      running = null;
      busy = false;
      if (session != null && (closed || !session.isOpen())) {
        dead = session;
        session = null;
      }
    }
    if (dead != null) {
      dead.close();
    }
  }
}
