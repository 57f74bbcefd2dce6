package dev.tusk.postgres.error;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.harness.secrets.ObjectTexts;
import dev.tusk.postgres.error.ServerErrors.AtStake;
import org.jspecify.annotations.Nullable;

/// What a provoked fault became, and how to make it again from what the driver threw.
///
/// @param error as the adapter gave it
/// @param thrown what the driver threw; null where the adapter found the fault itself
/// @param config of the connection that could not be made; null for a statement
record Captured(TuskError error, @Nullable Throwable thrown, @Nullable ConnectionConfig config) {

  /// Of a connection that could not be made.
  static Captured connecting(TuskException failure, ConnectionConfig config) {
    return new Captured(failure.error(), failure.getCause(), config);
  }

  /// Of a statement, or of a wait for a session.
  static Captured working(TuskException failure) {
    return new Captured(failure.error(), failure.getCause(), null);
  }

  /// Whether the error is one that a statement's failure becomes, and not one of the pool's.
  private boolean isStatement() {
    return error instanceof TuskError.StatementFailed
        || error instanceof TuskError.ServerBug
        || error instanceof TuskError.LinkLost
        || error instanceof TuskError.OutcomeUnknown
        || error instanceof TuskError.OutOfMemory;
  }

  /// Whether the password is in the error or in what was thrown, in a message or behind any field.
  boolean tellsThePassword() {
    return ObjectTexts.held(error).contains(FaultBench.PASSWORD)
        || (thrown != null && ObjectTexts.held(thrown).contains(FaultBench.PASSWORD));
  }

  /// Converts what was thrown once more, as the adapter's catch does, to what a person reads.
  ErrorInfo convert() {
    if (thrown == null || thrown instanceof TuskException || (config == null && !isStatement())) {
      return ErrorInfo.of(error);
    }
    // A crash is told by a warning, which is no part of what is thrown.
    boolean password = !(error instanceof TuskError.PasswordMissing);
    TuskException again =
        config != null
            ? ConnectErrors.of(thrown, config, password)
            : ServerErrors.ofStatement(
                thrown,
                !(error instanceof TuskError.Connection),
                error instanceof TuskError.OutcomeUnknown ? AtStake.COMMIT : AtStake.NOTHING,
                error instanceof TuskError.LinkLost ? error.server() : null);
    return ErrorInfo.of(again.error());
  }
}
