package dev.tusk.core.query;

import dev.tusk.core.kernel.QueryId;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.session.TransactionState;
import java.time.Duration;
import java.util.List;

/// How an execution ended well. The rows themselves went to the listener as they came.
///
/// @param type the first word of the command tag, for example `SELECT`
/// @param columns of its last result; empty when the statement returns no rows
/// @param rows rows delivered to the listener, of all its results
/// @param affected rows that the command tag counts; 0 where it counts none
/// @param moreExist whether the fetch of a result was ended before its last row
/// @param executionTime until the server's first answer
/// @param totalTime until the last row was delivered
public record QueryResult(
    QueryId id,
    String type,
    String commandTag,
    List<ResultColumn> columns,
    long rows,
    long affected,
    boolean moreExist,
    Duration executionTime,
    Duration totalTime,
    TransactionState transaction) {
  public QueryResult {
    columns = List.copyOf(columns);
  }
}
