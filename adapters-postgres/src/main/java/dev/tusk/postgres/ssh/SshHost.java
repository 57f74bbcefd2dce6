package dev.tusk.postgres.ssh;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One SSH server with all that `~/.ssh/config` says of it.
///
/// @param alias the name by which it was asked for
/// @param keyFiles private keys to try, in their order
/// @param certificates files with an authority's certificate for one of the keys
/// @param keysWanted whether a person named these keys; when not, missing ones are skipped
/// @param onlyThese whether the agent may offer no other keys
/// @param agent where the agent listens; null for no agent
/// @param knownHosts files of known hosts, the first of them takes new ones
/// @param sharedKnownHosts the computer's own
/// @param strict whether a server that is not known is refused without a question
/// @param hashNames whether names are hashed in what is written into known hosts
/// @param keyAlias the name under which the key is kept; null for its own
/// @param jump servers to go through first
record SshHost(
    String alias,
    String hostName,
    int port,
    String user,
    List<Path> keyFiles,
    List<Path> certificates,
    boolean keysWanted,
    boolean onlyThese,
    @Nullable Path agent,
    List<Path> knownHosts,
    List<Path> sharedKnownHosts,
    boolean strict,
    boolean hashNames,
    @Nullable String keyAlias,
    List<SshAddress> jump) {
  static final int DEFAULT_PORT = 22;

  /// For people: `user@host`, with the port when it is not the usual one.
  String label() {
    return user + "@" + place();
  }

  /// For people: `host` or `host:port`.
  String place() {
    String host = hostName.indexOf(':') >= 0 ? "[" + hostName + "]" : hostName;
    return port == DEFAULT_PORT ? hostName : host + ":" + port;
  }

  /// As known hosts has it: `name`, or `[name]:port`.
  String keyName() {
    return keyAlias != null
        ? keyAlias
        : port == DEFAULT_PORT ? hostName : "[" + hostName + "]:" + port;
  }
}
