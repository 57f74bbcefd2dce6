package dev.tusk.postgres.ssh;

/// What a connection says of its tunnel.
///
/// @param server `[user@]host[:port]` or an alias of `~/.ssh/config`
/// @param keyFile a private key to log in with, and no other; empty for what `ssh` would try
/// @param jump servers to go through first, as `ssh -J` has them; empty for what `~/.ssh/config`
///     says, `none` for none
public record SshRoute(String server, String keyFile, String jump) {}
