package dev.tusk.core.connection;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.DrivenPort;
import dev.tusk.core.session.Session;

/// The sessions of one connection (FR-010). Thread-safe.
///
/// Tabs and runs lease sessions; catalog and cancel use a small service pool of their own, so that
/// ten open tabs never starve the tree or Stop.
@DrivenPort
public interface ConnectionPool extends AutoCloseable {
  ConnectionConfig config();

  /// What the server said when the pool was opened.
  ServerInfo server();

  /// Leases a session, clean as a new one; the caller closes it.
  ///
  /// @param holder who holds it, as named in a later pool-timeout error: "tab Untitled 2"
  /// @throws dev.tusk.core.error.TuskException with a PoolTimeout after the pool timeout, or a
  ///     Connection error when no session can be made
  Session lease(String holder, Cancellation cancellation);

  /// The figures now; never blocks, always consistent in itself.
  PoolStatus status();

  /// Ends every session, those in use too, and waits at most a second for it.
  @Override
  void close();
}
