package dev.tusk.core.connection;

/// The steps of connecting, in their order, as a person sees them pass.
public enum ConnectStep {
  RESOLVE,
  /// Through an SSH server; the name of the database's host is resolved there.
  TUNNEL,
  CONNECT,
  AUTHENTICATE,
  PREPARE
}
