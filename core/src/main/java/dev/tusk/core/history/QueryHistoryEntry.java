package dev.tusk.core.history;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.QueryId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One execution of one statement, as history keeps it.
///
/// @param connectionName kept beside the id, so that history outlives the connection
/// @param sql the statement with secrets blanked
/// @param rows rows returned or affected
/// @param sqlState the error's code; null unless it failed
public record QueryHistoryEntry(
    QueryId id,
    ConnectionId connectionId,
    String connectionName,
    String database,
    String sql,
    Instant startedAt,
    Duration duration,
    Outcome outcome,
    long rows,
    @Nullable String sqlState) {

  /// How it ended.
  public enum Outcome {
    COMPLETED,
    FAILED,
    CANCELLED,
    UNKNOWN
  }
}
