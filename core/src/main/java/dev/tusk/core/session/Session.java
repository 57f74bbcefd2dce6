package dev.tusk.core.session;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.kernel.DrivenPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One server session, leased to one holder.
///
/// [#execute], [#restore], [#listen], [#ping] and [#close] belong to one thread at a time; the
/// rest may be called from any thread while a statement runs. `BEGIN`, `SET` and temporary tables
/// last until [#close], which hands the session back clean or ends it: nothing leaks to the next
/// holder.
@DrivenPort
public interface Session extends AutoCloseable {
  /// The server process, as `pg_backend_pid()` says.
  int backendPid();

  TransactionState transactionState();

  /// Whether the link is up as far as is known without asking the server.
  boolean isOpen();

  /// Whether the server is to refuse writes from the next statement on, in a transaction that is
  /// open too; what the session itself has set meanwhile does not matter. A transaction that was
  /// read-only for a while stays so until its end. A new session is as its connection's guard has
  /// it. Asks nobody: the next [#execute] sees to it.
  void readOnly(boolean on);

  /// Executes one statement and blocks until it has ended and all its rows are delivered.
  ///
  /// The values are the bytes that the server prints in this session. A cancel that an earlier
  /// statement outlived never reaches this one.
  ///
  /// @throws dev.tusk.core.error.TuskException with a Query error after which the session goes on,
  ///     a Cancelled when the sink did not want it any more and nothing was sent, or a Connection
  ///     error after which it is gone
  CommandOutcome execute(StatementRequest request, StatementSink sink);

  /// The statement that runs now, as something to stop; empty when none runs. Never waits for the
  /// network.
  ///
  /// Whatever is asked of the target later reaches this statement or nobody, also when another one
  /// has begun in between.
  Optional<Target> aim();

  /// One statement while it runs. Thread-safe; its methods wait for the network, but never for the
  /// statement.
  interface Target {
    /// Asks the server to stop the statement and returns when the request is delivered. Safe to
    /// repeat: a request may be lost on its way.
    ///
    /// @return whether a request was delivered; false when the statement has ended
    /// @throws dev.tusk.core.error.TuskException when it is not known
    boolean cancel();

    /// Asks the server to end the session's process. The session is over then, also when the
    /// statement ends just before.
    ///
    /// @return whether the request was delivered; false when the statement has ended
    /// @throws dev.tusk.core.error.TuskException when it is not known
    boolean terminate();
  }

  /// [Target#cancel] of what runs now; false when nothing does.
  default boolean cancel() {
    return aim().map(Target::cancel).orElse(false);
  }

  /// [Target#terminate] of what runs now; false when nothing does.
  default boolean terminate() {
    return aim().map(Target::terminate).orElse(false);
  }

  /// What would be lost with the session, as the server said after the last statement that could
  /// have changed it and left no transaction open. Never blocks.
  SessionHoldings holdings();

  /// Makes settings of a lost session this one's, each by itself. Outside a transaction.
  ///
  /// @return those that the server refused
  /// @throws dev.tusk.core.error.TuskException when the link is lost
  List<SessionHoldings.Refused> restore(List<SessionHoldings.Setting> settings);

  /// Looks whether the session has ended while nobody used it; asks nobody and waits for a few
  /// milliseconds at most. What else the server has said stays for the next statement.
  ///
  /// @return why it has ended; empty while nothing is known against it
  Optional<TuskError> listen();

  /// Waits for a sign of life from the server; a session without one is ended.
  ///
  /// @return why it has ended; empty when the server answered
  Optional<TuskError> ping(Duration limit);

  /// Drops the link at once without asking anybody; a blocked [#execute] fails within milliseconds.
  void abandon();

  /// Hands the session back. Rolls back what was open. Closing twice is harmless.
  @Override
  void close();
}
