package dev.tusk.core.connection;

/// What an SSH server, or a file of a key, wants to know from a person: for a tunnel or for TLS.
///
/// @param about whose password (`user@host`), or the path of the key file
/// @param text the server's own words for a [Kind#CHALLENGE]; empty for the others
/// @param echo whether the answer may be seen while it is typed
/// @param refused whether an answer was tried and refused
public record SecretQuestion(Kind kind, String about, String text, boolean echo, boolean refused) {
  /// What is asked for.
  public enum Kind {
    /// The password of an account on an SSH server.
    PASSWORD,
    /// The passphrase of a key file.
    PASSPHRASE,
    /// Whatever the server likes to ask, such as a code from a telephone.
    CHALLENGE
  }

  /// Whether the answer is the same tomorrow, so that it can be kept.
  public boolean lasts() {
    return kind != Kind.CHALLENGE;
  }
}
