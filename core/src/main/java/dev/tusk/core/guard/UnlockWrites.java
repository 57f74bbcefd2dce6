package dev.tusk.core.guard;

import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.UseCase;
import java.time.Duration;

/// Unlocks a production connection for some minutes, all of its tabs, and locks it again.
@UseCase
public final class UnlockWrites {
  private final OpenConnections open;
  private final Unlocks unlocks;

  public UnlockWrites(OpenConnections open, Unlocks unlocks) {
    this.open = open;
    this.unlocks = unlocks;
  }

  /// Unlocks it when `typed` is the name of its database, letter by letter.
  ///
  /// @return whether it was
  public boolean unlock(ConnectionId id, String typed) {
    boolean right =
        open.find(id)
            .filter(live -> Guard.of(live.config()) == Guard.PRODUCTION)
            .filter(live -> live.config().database().equals(typed))
            .isPresent();
    if (right) {
      unlocks.unlock(id);
    }
    return right;
  }

  /// Locks it at once; statements that run are not stopped.
  public void lock(ConnectionId id) {
    unlocks.lock(id);
  }

  /// How long it stays unlocked still; zero when it is locked.
  public Duration left(ConnectionId id) {
    return unlocks.left(id);
  }
}
