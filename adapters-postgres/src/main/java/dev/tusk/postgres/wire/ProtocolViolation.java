package dev.tusk.postgres.wire;

import java.io.IOException;

/// The server sent what PostgreSQL never sends, or more than there is memory for; the link is of
/// no use any more.
public final class ProtocolViolation extends IOException {
  private static final long serialVersionUID = 1L;

  /// What kind of offence it is.
  public enum Kind {
    /// No server that speaks the protocol sends this.
    NONSENSE,
    /// It may be meant well but does not fit into memory.
    TOO_LARGE,
    /// The password would have gone over the network in clear text.
    CLEAR_PASSWORD,
    /// The server asks for a login that the connection does not allow.
    LOGIN_REFUSED
  }

  private final Kind kind;

  ProtocolViolation(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
