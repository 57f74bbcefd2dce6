package dev.tusk.postgres.ssh;

import com.jcraft.jsch.Session;
import java.util.Arrays;
import java.util.stream.Collectors;

/// What is agreed on with a server.
final class Algorithms {
  private Algorithms() {}

  /// The kinds of host keys without those that an authority signs.
  static String withoutCertificates(Session session) {
    return Arrays.stream(session.getConfig("server_host_key").split(",", -1))
        .filter(each -> !each.contains("-cert-v0"))
        .collect(Collectors.joining(","));
  }

  /// What is said of a server without strict key exchange. The ciphers that the attack needs are
  /// not among those that Tusk offers.
  static String terrapin(SshHost host) {
    return "The SSH server "
        + host.place()
        + " is old: it can't keep messages from being cut off at the beginning of a connection"
        + " (Terrapin, CVE-2023-48795). Ask its administrator to update it";
  }
}
