package dev.tusk.core.credential;

/// Where the password of a connection is kept now.
public enum PasswordPlace {
  KEYRING,
  /// In memory, until Tusk ends.
  SESSION,
  NOWHERE,
  /// The keyring is there and does not say: it is locked, it refuses, or it does not answer.
  UNKNOWN
}
