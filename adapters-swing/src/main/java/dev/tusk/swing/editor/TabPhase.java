package dev.tusk.swing.editor;

/// What a tab is doing, or how its last run ended.
public enum TabPhase {
  /// Nothing was run yet.
  IDLE,
  /// Waiting for its connection, to run then.
  CONNECTING,
  /// Statements are running.
  RUNNING,
  /// Somebody asked to stop what runs.
  STOPPING,
  /// The last run ended well.
  DONE,
  /// The last run failed.
  FAILED,
  /// The last run was stopped.
  STOPPED,
  /// The session of the tab is gone.
  LOST;

  /// Whether statements are running.
  boolean busy() {
    return this == RUNNING || this == STOPPING;
  }
}
