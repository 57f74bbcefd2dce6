package dev.tusk.core.connection;

/// The key by which an SSH server that is not known yet presents itself.
///
/// @param host as it would be written into `file`: a name, or `[name]:port`
/// @param type for people, such as `ED25519`
/// @param fingerprint `SHA256:…`, as `ssh-keygen -l` prints it
/// @param file where the key will be kept once it is trusted
public record SshHostKey(String host, String type, String fingerprint, String file) {}
