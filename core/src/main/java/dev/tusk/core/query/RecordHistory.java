package dev.tusk.core.query;

import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.history.QueryHistoryEntry;
import dev.tusk.core.history.QueryHistoryEntry.Outcome;
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

  void completed(QueryHandle handle, QueryResult result) {
    add(
        handle,
        result.totalTime(),
        Outcome.COMPLETED,
        Math.max(result.rows(), result.affected()),
        null);
  }

  void failed(QueryHandle handle, QueryFailure failure) {
    Outcome outcome =
        switch (failure.state()) {
          case CANCELLED -> Outcome.CANCELLED;
          case OUTCOME_UNKNOWN -> Outcome.UNKNOWN;
          case RUNNING, FETCHING, COMPLETED, FAILED -> Outcome.FAILED;
        };
    add(handle, failure.totalTime(), outcome, failure.rows(), failure.info().sqlState());
  }

  private void add(
      QueryHandle handle, Duration took, Outcome outcome, long rows, @Nullable String sqlState) {
    var config = open.find(handle.connection()).map(live -> live.config());
    try {
      store.add(
          new QueryHistoryEntry(
              handle.id(),
              handle.connection(),
              config.map(each -> each.name()).orElse(""),
              config.map(each -> each.database()).orElse(""),
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
}
