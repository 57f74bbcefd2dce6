package dev.tusk.core.connection;

import java.util.ArrayList;
import java.util.List;

/// The steps of connecting, in their order, as a person sees them pass.
public enum ConnectStep {
  RESOLVE,
  /// Through an SSH server; the name of the database's host is resolved there.
  TUNNEL,
  CONNECT,
  /// TLS; left out when the link stays in clear text.
  ENCRYPT,
  AUTHENTICATE,
  PREPARE;

  /// The step in one word, as people know it.
  public String word() {
    return switch (this) {
      case RESOLVE -> "DNS";
      case TUNNEL -> "SSH";
      case CONNECT -> "TCP";
      case ENCRYPT -> "TLS";
      case AUTHENTICATE -> "authentication";
      case PREPARE -> "catalog";
    };
  }

  /// The steps that connecting to `config` may take.
  public static List<ConnectStep> of(ConnectionConfig config) {
    List<ConnectStep> steps = new ArrayList<>(List.of(values()));
    steps.remove(config.settings().get(Setting.SSH).isEmpty() ? TUNNEL : RESOLVE);
    if (config.sslMode() == SslMode.DISABLE || HostAddress.isSocket(config.host())) {
      steps.remove(ENCRYPT);
    }
    return List.copyOf(steps);
  }
}
