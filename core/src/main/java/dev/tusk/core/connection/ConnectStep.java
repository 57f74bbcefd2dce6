package dev.tusk.core.connection;

/// The steps of connecting, in their order, as a person sees them pass.
public enum ConnectStep {
  RESOLVE,
  CONNECT,
  AUTHENTICATE,
  PREPARE
}
