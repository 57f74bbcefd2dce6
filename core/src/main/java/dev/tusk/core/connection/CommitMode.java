package dev.tusk.core.connection;

import java.util.Locale;

/// Whether each statement is committed by itself, or waits for a COMMIT.
public enum CommitMode {
  AUTO,
  /// What may write runs in a transaction that Tusk opens and a person ends.
  MANUAL;

  /// What is set of `connection`, else what is usual of its stage.
  public static CommitMode of(ConnectionConfig connection) {
    return connection
        .settings()
        .get(Setting.COMMIT_MODE)
        .map(word -> valueOf(word.toUpperCase(Locale.ROOT)))
        .orElseGet(() -> usual(connection.stage()));
  }

  /// What a connection of this stage does unless it is told otherwise.
  private static CommitMode usual(Stage stage) {
    return switch (stage) {
      case DEVELOPMENT, TEST -> AUTO;
      case PRODUCTION -> MANUAL;
    };
  }
}
