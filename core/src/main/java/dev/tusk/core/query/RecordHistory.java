package dev.tusk.core.query;

import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.history.QueryHistoryEntry;
import dev.tusk.core.history.QueryHistoryEntry.Outcome;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.sql.SecretRedactor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Writes each execution into the history; a history that cannot be written stops nothing.
public final class RecordHistory {
  private static final System.Logger LOG = System.getLogger(RecordHistory.class.getName());

  private final HistoryStore store;
  private final OpenConnections open;

  public RecordHistory(HistoryStore store, OpenConnections open) {
    this.store = store;
    this.open = open;
  }

  Origin origin(ConnectionId id) {
    return open.find(id)
        .map(live -> new Origin(live.config().name(), live.config().database()))
        .orElse(new Origin("", ""));
  }

  void completed(QueryHandle handle, Origin origin, QueryResult result) {
    add(
        handle,
        origin,
        result.totalTime(),
        Outcome.COMPLETED,
        Math.max(result.rows(), result.affected()),
        null);
  }

  void failed(QueryHandle handle, Origin origin, QueryFailure failure) {
    Outcome outcome =
        switch (failure.state()) {
          case CANCELLED -> Outcome.CANCELLED;
          case OUTCOME_UNKNOWN -> Outcome.UNKNOWN;
          case RUNNING, FETCHING, COMPLETED, FAILED -> Outcome.FAILED;
        };
    add(handle, origin, failure.totalTime(), outcome, failure.rows(), failure.info().sqlState());
  }

  private void add(
      QueryHandle handle,
      Origin origin,
      Duration took,
      Outcome outcome,
      long rows,
      @Nullable String sqlState) {
    try {
      store.add(
          new QueryHistoryEntry(
              handle.id(),
              handle.connection(),
              origin.connection(),
              origin.database(),
              SecretRedactor.redact(handle.sql()).text(),
              handle.startedAt(),
              took,
              outcome,
              rows,
              sqlState));
    } catch (TuskException failure) {
      LOG.log(System.Logger.Level.WARNING, "Could not write the history", failure);
    }
  }

  /// Where a statement runs, noted when it starts: at its end the connection may be gone.
  record Origin(String connection, String database) {}
}
