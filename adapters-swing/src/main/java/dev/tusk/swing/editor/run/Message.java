package dev.tusk.swing.editor.run;

import java.time.Instant;

/// A line of the messages of a run.
///
/// @param statement which statement it belongs to, from 1; 0 when to none
/// @param of how many statements the run has
public record Message(Instant at, Kind kind, String text, int statement, int of) {

  /// What kind of line it is.
  public enum Kind {
    /// A statement ended well: its command tag.
    DONE,
    /// NOTICE, INFO, LOG, DEBUG.
    NOTICE,
    /// WARNING.
    WARNING,
    /// A statement failed.
    ERROR,
    /// A statement was stopped.
    STOPPED
  }
}
