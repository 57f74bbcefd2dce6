package dev.tusk.core.connection;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.DrivenPort;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The saved connections. Blocks; thread-safe.
@DrivenPort
public interface ConnectionStore {
  /// All of them, ordered by name without regard to case.
  List<ConnectionConfig> all();

  Optional<ConnectionConfig> find(ConnectionId id);

  /// The connection of this name, without regard to case.
  Optional<ConnectionConfig> findByName(String name);

  /// Adds it, or replaces the one with the same id.
  ///
  /// @throws dev.tusk.core.error.TuskException with a Storage error when another connection has the
  ///     name
  void save(ConnectionConfig config);

  /// Removes it; an id that is not there is no error.
  void remove(ConnectionId id);

  /// Notes that it was used.
  void touch(ConnectionId id, Instant when);

  /// When it was last used; empty when never.
  Optional<Instant> lastUsed(ConnectionId id);
}
