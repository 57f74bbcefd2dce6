package dev.tusk.core.connection;

import java.util.List;

/// The steps of connecting, in their order, as a person sees them pass.
public enum ConnectStep {
  RESOLVE,
  /// Through an SSH server; the name of the database's host is resolved there.
  TUNNEL,
  CONNECT,
  AUTHENTICATE,
  PREPARE;

  /// The steps that connecting to `config` takes.
  public static List<ConnectStep> of(ConnectionConfig config) {
    return config.settings().get(Setting.SSH).isEmpty()
        ? List.of(RESOLVE, CONNECT, AUTHENTICATE, PREPARE)
        : List.of(TUNNEL, CONNECT, AUTHENTICATE, PREPARE);
  }
}
