package dev.tusk.core.query;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.session.SessionHoldings;
import dev.tusk.core.session.TransactionState;

/// A tab's session that is gone, and what went with it.
///
/// @param cause why it is gone
/// @param transaction the state in which the last statement that ended had left it
/// @param holdings what it held outside that transaction
public record LostSession(TuskError cause, TransactionState transaction, SessionHoldings holdings) {

  /// Whether another session can take its place without asking: nothing was open, and nothing is
  /// missing but settings, which can be made again.
  public boolean isReplaceable() {
    return isReplaceable(transaction, holdings);
  }

  /// The same of one that is not lost yet.
  static boolean isReplaceable(TransactionState transaction, SessionHoldings holdings) {
    return transaction == TransactionState.IDLE
        && holdings.held().stream().noneMatch(each -> each.kind().isData());
  }
}
