package dev.tusk.core.session;

/// What the server said of the session's transaction at its last `ReadyForQuery`.
public enum TransactionState {
  IDLE,
  OPEN,
  FAILED
}
