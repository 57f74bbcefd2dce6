package dev.tusk.core.connection;

import java.util.Locale;

/// Where a connection's password and passphrases stay once they were given.
public enum SecretPlace {
  /// Nowhere: they are asked for each time it is opened.
  ASK,
  /// In memory, until Tusk ends.
  SESSION,
  KEYRING;

  /// What is set of `connection`; when nothing is, by whether its password is remembered.
  public static SecretPlace of(ConnectionConfig connection) {
    return connection
        .settings()
        .get(Setting.SECRETS)
        .map(word -> valueOf(word.toUpperCase(Locale.ROOT)))
        .orElse(connection.rememberPassword() ? KEYRING : ASK);
  }

  /// Whether the person who gives a secret is to say whether it is kept: not where that is set.
  public static boolean isChosenWhenAsked(ConnectionConfig connection) {
    return connection.settings().get(Setting.SECRETS).isEmpty();
  }
}
