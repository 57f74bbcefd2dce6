package dev.tusk.core.query;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.LiveConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.SessionHoldings;
import dev.tusk.core.session.TransactionState;
import dev.tusk.core.sql.StatementKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place where statements run one after the other in one session: an editor tab, or one run of
/// the command line. Thread-safe; one statement at a time.
///
/// The session is leased at the first run and kept until the tab is closed or moved to another
/// connection, so that `BEGIN`, `SET` and temporary tables survive from run to run. One that is
/// lost is remembered until another has taken its place; the settings go over to that one.
public final class SqlTab implements AutoCloseable {
  /// After so long without a word the session must show that it lives before a statement is sent:
  /// one that is sent into a dead link keeps its sender waiting for minutes.
  private static final Duration QUIET = Duration.ofSeconds(5);

  /// When nothing is known of the server any more.
  private static final Duration PROOF = Duration.ofSeconds(2);

  /// Where more would be lost than can be had again: a server that is only busy must not cost that.
  private static final Duration LONG_PROOF = Duration.ofSeconds(5);

  private static final TuskError ENDED =
      new TuskError.LinkLost("The session of this tab has ended", null);

  private final TabId id;
  private final OpenConnections open;
  private String title;
  private @Nullable ConnectionId connection;
  private @Nullable Session session;
  private @Nullable QueryHandle running;
  private @Nullable Cancellation leasing;
  private TransactionState transactionBefore = TransactionState.IDLE;

  /// How many statements have ended in the open transaction, without the one that began it.
  private int statements;

  private final Savepoints savepoints = new Savepoints();

  private @Nullable LostSession lost;
  private @Nullable Recovery recovery;
  private long quietSince;
  private boolean busy;
  private boolean watched;
  private boolean told;
  private boolean toldOfPooler;
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
      if (leasing != null) {
        leasing.cancel();
      }
      awaitWatch();
      connection = target;
      old = session;
      session = null;
      lost = null;
      recovery = null;
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

  /// What would be lost with its session, as a list in words: the open transaction, and what else
  /// no other session can be given as far as it is known. Empty when nothing.
  public synchronized String atStake() {
    if (!holdsSession()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (transaction() != TransactionState.IDLE) {
      String state = transaction() == TransactionState.OPEN ? "open" : "failed";
      String many = statements == 1 ? "1 statement" : statements + " statements";
      parts.add("the " + state + " transaction" + (statements == 0 ? "" : " with " + many));
      if (transaction() == TransactionState.FAILED && savepoints.any()) {
        parts.add("of which ROLLBACK TO a savepoint can still save a part");
      }
    }
    String held = session == null ? "" : session.holdings().words();
    if (!held.isEmpty()) {
      parts.add(held);
    }
    return String.join(", ", parts);
  }

  /// Whether, and with what, its session is at the mercy of a pooler.
  public synchronized Optional<SharedSession> shared() {
    String lost = session == null ? "" : session.holdings().fleeting();
    return lost.isEmpty() ? Optional.empty() : Optional.of(new SharedSession(lost));
  }

  /// The same, once a session.
  synchronized Optional<SharedSession> newlyShared() {
    Optional<SharedSession> found = toldOfPooler ? Optional.empty() : shared();
    toldOfPooler |= found.isPresent();
    return found;
  }

  public synchronized boolean holdsSession() {
    return session != null && session.isOpen();
  }

  /// Whether it has a session in which nothing runs.
  public synchronized boolean isAtRest() {
    return session != null && !busy && !watched && !closed;
  }

  /// The session that was lost and that no other has replaced yet.
  public synchronized Optional<LostSession> lost() {
    return Optional.ofNullable(lost);
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
      cut = busy || watched;
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

  /// The connection that it uses, while it is open.
  Optional<ConnectionConfig> config() {
    return connection().flatMap(open::find).map(LiveConnection::config);
  }

  /// Reserves the tab for a run and returns its session, leasing one when it has none.
  ///
  /// @param stop ends the wait for a session
  /// @param now on the monotonic clock
  /// @throws TuskException when there is no session, or when one was lost that must not be replaced
  ///     before the person knows
  Session begin(Cancellation stop, long now) {
    boolean ready = false;
    Session held = reserve();
    try {
      Optional<TuskError> end =
          held != null && now - quietSince > QUIET.toNanos()
              ? held.ping(proof(held))
              : Optional.empty();
      if (held == null || end.isPresent() || !held.isOpen()) {
        drop(end.orElse(ENDED));
        refuseOnce();
        held = lease(stop);
      }
      ready = true;
      return held;
    } finally {
      if (!ready) {
        release();
      }
    }
  }

  /// Leases a session in the place of the one that was lost, without running anything. A run that
  /// is asked for meanwhile waits for it.
  ///
  /// @return what has become of the old one's settings; empty when none was lost
  Optional<Recovery> renew(Cancellation stop) {
    Session held;
    synchronized (this) {
      held = ready();
      watched = true;
    }
    try {
      if (held == null || !held.isOpen()) {
        drop(ENDED);
        var _ = lease(stop);
      }
      return recovery();
    } finally {
      release();
    }
  }

  /// Looks whether the session has ended while nothing ran.
  ///
  /// @param ask whether to ask the server, not only to listen
  /// @return the session that was lost just now
  Optional<LostSession> check(boolean ask) {
    Session idle;
    synchronized (this) {
      if (busy || watched || closed || session == null) {
        return Optional.empty();
      }
      watched = true;
      idle = session;
    }
    Optional<TuskError> end = Optional.empty();
    try {
      end = idle.listen();
      if (end.isEmpty() && ask) {
        end = idle.ping(proof(idle));
      }
    } finally {
      synchronized (this) {
        watched = false;
        notifyAll();
      }
    }
    return watched(idle, end);
  }

  private Duration proof(Session held) {
    if (!LostSession.isReplaceable(held.transactionState(), held.holdings())) {
      return LONG_PROOF;
    }
    return connection().flatMap(open::find).map(live -> live.server().proof()).orElse(PROOF);
  }

  private Optional<LostSession> watched(Session idle, Optional<TuskError> end) {
    Optional<LostSession> found = Optional.empty();
    synchronized (this) {
      boolean given = end.isPresent() || closed;
      // A run, or a move to another connection, may have begun in the meantime.
      if (!given || busy || !idle.equals(session)) {
        return found;
      }
      session = null;
      // Of a connection that a person has closed nothing was lost.
      if (!closed && connection != null && open.isOpen(connection)) {
        lost = new LostSession(end.get(), transactionBefore, idle.holdings());
        told = false;
        found = Optional.of(lost);
      }
      transactionBefore = TransactionState.IDLE;
    }
    idle.close();
    return found;
  }

  private synchronized @Nullable Session reserve() {
    Session held = ready();
    busy = true;
    return held;
  }

  /// Waits the moment that a look at the session takes, and returns the session. Holds the lock.
  private @Nullable Session ready() {
    awaitWatch();
    if (closed) {
      throw new IllegalStateException("This tab is closed");
    }
    if (busy) {
      throw new IllegalStateException("A statement is running in this tab");
    }
    if (connection == null) {
      throw new IllegalStateException("This tab has no connection");
    }
    recovery = null;
    return session;
  }

  /// Holds the lock.
  private void awaitWatch() {
    try {
      while (watched) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TuskException(new TuskError.Cancelled("Interrupted", null), interrupted);
    }
  }

  /// Lets others have the tab, or gives its session back when it was closed meanwhile.
  private void release() {
    Session dead = null;
    synchronized (this) {
      busy = false;
      watched = false;
      notifyAll();
      if (closed) {
        dead = session;
        session = null;
      }
    }
    if (dead != null) {
      dead.close();
    }
  }

  /// Forgets a session that was found to have ended.
  private void drop(TuskError why) {
    Session dead;
    synchronized (this) {
      dead = session;
      session = null;
      if (dead != null) {
        lost = new LostSession(why, transactionBefore, dead.holdings());
        told = false;
        transactionBefore = TransactionState.IDLE;
      }
    }
    if (dead != null) {
      dead.close();
    }
  }

  /// Never goes on by itself where that can do harm: what was meant for the transaction would be
  /// kept at once, what was meant for a temporary table may hit another one.
  private synchronized void refuseOnce() {
    LostSession before = lost;
    if (before != null && !told && !before.isReplaceable()) {
      told = true;
      throw new TuskException(
          new TuskError.LinkLost(
              "This tab's session has ended, and with it "
                  + Recovery.missing(before)
                  + "; nothing was sent. The next run begins in a new session",
              before.cause().server()));
    }
  }

  /// Leases a session and makes the settings of the lost one its own.
  private Session lease(Cancellation stop) {
    ConnectionPool pool;
    Cancellation cancellation = Cancellation.create();
    synchronized (this) {
      pool = open.pool(connectionNow());
      leasing = cancellation;
    }
    @Nullable Session leased = null;
    boolean kept = false;
    try (var _ = stop.onCancel(cancellation::cancel)) {
      if (stop.isCancelled()) {
        throw new TuskException(
            new TuskError.Cancelled("Stopped at your request; nothing was sent", null));
      }
      leased = pool.lease(title(), cancellation);
      List<SessionHoldings.Refused> refused = restore(leased, cancellation);
      synchronized (this) {
        if (closed) {
          throw new IllegalStateException("This tab is closed");
        }
        session = leased;
        toldOfPooler = false;
        recovery = lost == null ? null : new Recovery(lost, refused);
        lost = null;
        transactionBefore = TransactionState.IDLE;
      }
      kept = true;
      return leased;
    } finally {
      synchronized (this) {
        leasing = null;
      }
      if (!kept && leased != null) {
        leased.close();
      }
    }
  }

  private List<SessionHoldings.Refused> restore(Session fresh, Cancellation cancellation) {
    Optional<LostSession> before = lost();
    if (before.isEmpty() || before.get().holdings().settings().isEmpty()) {
      return List.of();
    }
    try (var _ = cancellation.onCancel(fresh::abandon)) {
      return fresh.restore(before.get().holdings().settings());
    }
  }

  /// Holds the lock.
  private ConnectionId connectionNow() {
    ConnectionId now = connection;
    if (now == null) {
      throw new IllegalStateException("This tab has no connection");
    }
    return now;
  }

  /// What became of the session before, when the run goes on in a new one.
  synchronized Optional<Recovery> recovery() {
    return Optional.ofNullable(recovery);
  }

  synchronized void running(QueryHandle handle) {
    running = handle;
  }

  /// Holds the lock.
  private void count(@Nullable QueryHandle ended, TransactionState after, boolean well) {
    StatementKind kind = ended == null ? StatementKind.OTHER : StatementKind.of(ended.sql());
    // AND CHAIN: what ends a transaction and leaves one open has begun the next one.
    boolean ends = well && (kind == StatementKind.COMMIT || kind == StatementKind.ROLLBACK);
    if (ends || transactionBefore == TransactionState.IDLE || after == TransactionState.IDLE) {
      statements = 0;
      savepoints.clear();
    } else if (well && ended != null && kind == StatementKind.SAVEPOINT) {
      savepoints.done(ended.sql());
    }
    boolean counts = kind != StatementKind.BEGIN && !ends;
    if (after != TransactionState.IDLE && ended != null && counts) {
      statements++;
    }
  }

  /// Ends the run; a session that is gone, or whose tab is closed, is given back.
  ///
  /// @param now on the monotonic clock
  /// @param failure how the run failed; null when it did not
  void end(long now, @Nullable TuskError failure) {
    Session dead = null;
    synchronized (this) {
      QueryHandle ended = running;
      running = null;
      busy = false;
      quietSince = now;
      Session used = session;
      if (used != null && used.isOpen() && !closed) {
        count(ended, used.transactionState(), failure == null);
        transactionBefore = used.transactionState();
      } else if (used != null) {
        dead = used;
        session = null;
        if (!closed) {
          TuskError why =
              failure == null ? new TuskError.LinkLost("The session was given up", null) : failure;
          lost = new LostSession(why, transactionBefore, used.holdings());
          // Whoever ran it hears of it by the run's own end.
          told = true;
        }
        transactionBefore = TransactionState.IDLE;
      }
    }
    if (dead != null) {
      dead.close();
    }
  }
}
