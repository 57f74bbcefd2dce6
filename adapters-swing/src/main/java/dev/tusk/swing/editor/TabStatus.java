package dev.tusk.swing.editor;

import dev.tusk.core.query.CancelStage;
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
/// @param note what to say before anything can run; empty for nothing
/// @param link what there is to say about the session's link
/// @param stage how far stopping has gone; `NONE` while nobody stops it
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
    String note,
    LinkNews link,
    CancelStage stage) {

  /// What is being done to stop it, for the status bar.
  String stopping() {
    return switch (stage) {
      case NONE -> "Stopping…";
      case CANCEL -> "Stopping: the server was asked to cancel…";
      case TERMINATE -> "Stopping: no answer, ending the session…";
      case ABANDON -> "Stopping: no answer, dropping the link…";
    };
  }

  /// The same for a button.
  String stoppingShort() {
    return switch (stage) {
      case NONE, CANCEL -> "Stopping…";
      case TERMINATE -> "Ending session…";
      case ABANDON -> "Dropping link…";
    };
  }
}
