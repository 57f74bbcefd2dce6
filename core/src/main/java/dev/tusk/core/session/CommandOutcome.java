package dev.tusk.core.session;

/// How a statement ended well.
///
/// @param commandTag as the server sent it: `SELECT 42`, `UPDATE 3`, `CREATE TABLE`
/// @param rows rows returned, copied or affected; 0 where the tag has none
/// @param moreExist whether the fetch of a result was ended before its last row
/// @param transaction the state after it
public record CommandOutcome(
    String commandTag, long rows, boolean moreExist, TransactionState transaction) {}
