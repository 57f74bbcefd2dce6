package dev.tusk.core.connection;

import dev.tusk.core.kernel.Secret;
import java.util.Optional;

/// What connecting tells and asks on its way, on the thread that connects.
///
/// The time that an answer takes does not count towards the connect timeout. Left to themselves the
/// questions are answered with no and nothing: who cannot ask anybody trusts nobody.
@FunctionalInterface
public interface ConnectDialogue {
  /// Tells which step has begun.
  void step(ConnectStep step);

  /// Whether to trust an SSH server that has not been met before.
  default boolean trust(SshHostKey key) {
    return false;
  }

  /// Asks for what an SSH server or a key file wants to know.
  ///
  /// @return the answer, owned by the caller; empty when nobody gives one
  default Optional<Secret> secret(SecretQuestion question) {
    return Optional.empty();
  }

  /// Tells something that does not stop the connection.
  default void warn(String message) {}
}
