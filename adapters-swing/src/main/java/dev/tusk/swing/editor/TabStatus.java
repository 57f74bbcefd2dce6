package dev.tusk.swing.editor;

import dev.tusk.core.session.TransactionState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// All that the frame around an editor shows, at one moment.
///
/// @param connection null when none was chosen
/// @param elapsed how long the run takes, or took
/// @param statement which statement runs, from 1; 0 when none
/// @param of how many statements the run has
/// @param inTransaction how long the transaction is open; zero when none is
/// @param limit rows fetched of each result; `Long.MAX_VALUE` for all
/// @param note what to say about the connection, for example why it was lost; empty for nothing
public record TabStatus(
    String title,
    TabPhase phase,
    @Nullable ConnectionChoice connection,
    Duration elapsed,
    int statement,
    int of,
    TransactionState transaction,
    Duration inTransaction,
    long limit,
    String note) {}
