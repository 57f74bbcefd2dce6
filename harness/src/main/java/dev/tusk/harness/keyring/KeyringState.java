package dev.tusk.harness.keyring;

/// What a desktop's keyring can be like.
public enum KeyringState {
  /// No session bus, and nothing that would lead to one.
  NO_DBUS,
  /// The address of the bus leads nowhere.
  BOGUS_BUS,
  /// Something listens at the address of the bus and never says a word.
  MUTE_BUS,
  /// A bus on which nobody offers secrets.
  NO_SERVICE,
  /// A bus that refuses every call of the keyring that is on it.
  DENIED,
  /// A keyring service that has no collection and cannot ask for a new one.
  NO_COLLECTION,
  /// A locked collection, and nobody who could be asked for its password.
  LOCKED,
  /// A service that takes every call and never replies.
  HANG,
  /// A service that dies while it is called for the first time.
  DIES_MID_CALL,
  /// An unlocked collection.
  OK
}
