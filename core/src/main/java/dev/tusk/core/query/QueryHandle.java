package dev.tusk.core.query;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.QueryId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tracks one execution of one statement (FR-008, FR-014). Thread-safe.
///
/// The state machine: RUNNING → FETCHING → one terminal state, in which it stays. A cancel is asked
/// for beside it ([CancelStage]); what the execution ends as is decided by how the server ended it,
/// so that a result that was finished before the cancel arrived is still a result.
public final class QueryHandle {
  private final QueryId id;
  private final ConnectionId connection;
  private final TabId tab;
  private final String sql;
  private final Instant startedAt;
  private final long startedNanos;
  private final Session session;

  private QueryState state = QueryState.RUNNING;
  private CancelStage stage = CancelStage.NONE;
  private @Nullable Duration timeLimit;

  QueryHandle(
      QueryId id,
      ConnectionId connection,
      TabId tab,
      String sql,
      Instant startedAt,
      long startedNanos,
      Session session) {
    this.id = id;
    this.connection = connection;
    this.tab = tab;
    this.sql = sql;
    this.startedAt = startedAt;
    this.startedNanos = startedNanos;
    this.session = session;
  }

  public QueryId id() {
    return id;
  }

  ConnectionId connection() {
    return connection;
  }

  public TabId tab() {
    return tab;
  }

  public String sql() {
    return sql;
  }

  Instant startedAt() {
    return startedAt;
  }

  /// On the monotonic clock of the `TimeSource`, in nanoseconds.
  public long startedNanos() {
    return startedNanos;
  }

  /// The server process that runs it.
  public int backendPid() {
    return session.backendPid();
  }

  public synchronized QueryState state() {
    return state;
  }

  public synchronized CancelStage cancelStage() {
    return stage;
  }

  /// The limit that stopped it; null when a person did, or nobody.
  synchronized @Nullable Duration timeLimit() {
    return timeLimit;
  }

  synchronized void fetching() {
    if (state == QueryState.RUNNING) {
      state = QueryState.FETCHING;
    }
  }

  /// Goes on to `next`.
  ///
  /// @return false, and nothing changed, when it has ended or has gone that far already
  synchronized boolean advance(CancelStage next) {
    if (state.isTerminal() || next.compareTo(stage) <= 0) {
      return false;
    }
    stage = next;
    return true;
  }

  /// Notes that a limit stops it.
  ///
  /// @return false, and nothing noted, when it has ended or somebody else has stopped it already
  synchronized boolean stopAt(Duration limit) {
    if (state.isTerminal() || stage != CancelStage.NONE) {
      return false;
    }
    timeLimit = limit;
    return true;
  }

  /// The statement as something to stop; empty when the session has not begun it yet, or it has
  /// ended.
  ///
  /// Excludes [#end], before which the session runs nothing else: so the aim is at this statement.
  synchronized Optional<Session.Target> aim() {
    return state.isTerminal() ? Optional.empty() : session.aim();
  }

  /// Drops the session's link unless the statement has ended.
  synchronized void abandon() {
    if (advance(CancelStage.ABANDON)) {
      session.abandon();
    }
  }

  /// Ends it.
  ///
  /// @throws IllegalStateException when it has ended before: there is one terminal event a query
  synchronized void end(QueryState terminal) {
    if (!terminal.isTerminal() || state.isTerminal()) {
      throw new IllegalStateException("From " + state + " to " + terminal);
    }
    state = terminal;
  }
}
