package dev.tusk.core.query;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.kernel.QueryId;
import dev.tusk.core.session.TransactionState;
import java.time.Duration;

/// How an execution ended otherwise: refused, stopped, or cut off.
///
/// @param state FAILED, CANCELLED or OUTCOME_UNKNOWN
/// @param rows rows delivered before it ended; they stay with the listener
public record QueryFailure(
    QueryId id,
    QueryState state,
    CancelStage stage,
    TuskError error,
    ErrorInfo info,
    long rows,
    Duration totalTime,
    TransactionState transaction,
    boolean sessionLost) {}
