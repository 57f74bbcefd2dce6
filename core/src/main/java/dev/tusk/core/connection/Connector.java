package dev.tusk.core.connection;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.DrivenPort;
import dev.tusk.core.kernel.Secret;
import org.jspecify.annotations.Nullable;

/// Makes pools: the one way to a server. Blocks; thread-safe.
@DrivenPort
public interface Connector {
  /// Connects once to prove that it works, then returns a pool that the caller closes.
  ///
  /// @param password null when none is known; the pool keeps a copy of its own
  /// @param cancellation stops the attempt within a second
  /// @param dialogue hears each step as it begins and answers questions, on the calling thread
  /// @throws dev.tusk.core.error.TuskException with a Connection, Authentication, Ssl or Ssh error
  ///     within the connect timeout plus half a second, the true cause at once where the server
  ///     names one
  ConnectionPool open(
      ConnectionConfig config,
      @Nullable Secret password,
      Cancellation cancellation,
      ConnectDialogue dialogue);
}
