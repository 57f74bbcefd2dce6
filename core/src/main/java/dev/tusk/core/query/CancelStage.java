package dev.tusk.core.query;

/// How far stopping a statement has gone; it only ever goes on, never back.
public enum CancelStage {
  NONE,
  /// The server was asked to stop the statement.
  CANCEL,
  /// The server was asked to end the session's process.
  TERMINATE,
  /// The link was dropped without asking anybody.
  ABANDON
}
