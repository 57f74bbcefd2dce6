package dev.tusk.postgres.ssh;

import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.Setting;
import org.jspecify.annotations.Nullable;

/// What a connection says of its tunnel.
///
/// @param server `[user@]host[:port]` or an alias of `~/.ssh/config`
/// @param keyFile a private key to log in with, and no other; empty for what `ssh` would try
/// @param jump servers to go through first, as `ssh -J` has them; empty for what `~/.ssh/config`
///     says, `none` for none
record SshRoute(String server, String keyFile, String jump) {
  /// What `settings` say; null when they want no tunnel.
  public static @Nullable SshRoute of(ConnectionSettings settings) {
    String server = settings.get(Setting.SSH, "").strip();
    return server.isEmpty()
        ? null
        : new SshRoute(
            server,
            settings.get(Setting.SSH_KEY, "").strip(),
            settings.get(Setting.SSH_JUMP, "").strip());
  }
}
