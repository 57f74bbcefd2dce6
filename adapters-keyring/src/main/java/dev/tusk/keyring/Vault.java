package dev.tusk.keyring;

import org.jspecify.annotations.Nullable;

/// A keyring that may block for minutes and throw anything. Confined to one thread.
interface Vault {
  void set(String account, String password) throws Exception;

  /// The password; null when there is none.
  @Nullable String get(String account) throws Exception;

  /// The password, or null also where the keyring only seems to have none: quicker than [#get], for
  /// whoever writes and reads back afterwards.
  @Nullable String glance(String account) throws Exception;

  /// Deletes it; one that is not there is no error.
  void delete(String account) throws Exception;

  void close() throws Exception;

  /// Reaches the keyring.
  @FunctionalInterface
  interface Door {
    Vault open() throws Exception;
  }
}
