package dev.tusk.postgres.pool;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import java.util.ArrayList;
import java.util.List;

/// The pools that are open, for the catalog, which is asked by connection. Thread-safe.
///
/// A test of a connection opens a second pool of the same id for a moment: the first one counts.
public final class OpenPools {
  private final List<PgPool> pools = new ArrayList<>();

  public synchronized void add(PgPool pool) {
    pools.add(pool);
  }

  public synchronized void remove(PgPool pool) {
    pools.remove(pool);
  }

  /// The pool of an open connection.
  ///
  /// @throws TuskException with a LinkLost when it is not open
  public synchronized PgPool find(ConnectionId id) {
    return pools.stream()
        .filter(pool -> pool.config().id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new TuskException(
                    new TuskError.LinkLost("This connection is not open; connect first", null)));
  }
}
