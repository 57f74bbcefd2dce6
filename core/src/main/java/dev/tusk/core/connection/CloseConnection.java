package dev.tusk.core.connection;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.UseCase;

/// Disconnects: ends what runs on the connection and closes its pool. Blocks at most a second.
@UseCase
public final class CloseConnection {
  private final OpenConnections open;

  public CloseConnection(OpenConnections open) {
    this.open = open;
  }

  public void close(ConnectionId id) {
    open.remove(id);
  }
}
