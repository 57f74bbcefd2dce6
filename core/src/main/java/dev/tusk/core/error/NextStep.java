package dev.tusk.core.error;

/// What a person can do about an error; a window offers it, a manual explains it.
public enum NextStep {
  /// Look at the marked place in the statement.
  GO_TO_PLACE,
  /// Run the same again, the whole transaction where there was one: nothing of it took effect.
  RUN_AGAIN,
  /// End the transaction that has failed.
  ROLL_BACK,
  /// Connect again.
  RECONNECT,
  /// Look whether the statement took effect before repeating it.
  CHECK_DATA,
  /// Give another user name or password.
  SIGN_IN,
  /// Change address, database, TLS or time limits of the connection.
  EDIT_CONNECTION,
  /// Commit, roll back or close a tab that holds a session.
  FREE_SESSION,
  /// Make room on this computer's disk, or mend its rights.
  MEND_DISK,
  /// Unlock or start the keyring.
  OPEN_KEYRING,
  /// Allow writes on a production connection for some minutes.
  UNLOCK,
  /// Tell the administrator of the server.
  TELL_ADMINISTRATOR,
  /// Report a bug of Tusk.
  REPORT_BUG
}
