package dev.tusk.core.connection;

import dev.tusk.core.kernel.Secret;
import java.util.Optional;

/// The questions that connecting may ask, answered by the window or by the terminal.
///
/// Called on the thread that connects; an answer may take as long as a person does.
public interface ConnectInteraction {
  /// Asks for the password of `config`'s user.
  ///
  /// @param refused whether a password was tried and refused
  /// @return the answer, owned by the caller; empty when the person gave up or nobody is there
  Optional<PasswordAnswer> password(ConnectionConfig config, boolean refused);

  /// Whether to trust an SSH server that has not been met before. No, unless a person says yes.
  default boolean trust(ConnectionConfig config, SshHostKey key) {
    return false;
  }

  /// Asks for what an SSH server or a key file wants to know.
  ///
  /// @return as [#password]; what does not last is never remembered
  default Optional<PasswordAnswer> secret(ConnectionConfig config, SecretQuestion question) {
    return Optional.empty();
  }

  /// Tells which step has begun.
  default void step(ConnectStep step) {}

  /// Tells something that does not stop the connection, for example that a file is not used.
  default void warn(String message) {}

  /// Tells why passwords are kept for this session only.
  default void passwordsInMemory(String why) {
    warn(why);
  }

  /// An answer to [#password].
  ///
  /// @param remember whether to keep the password in the keyring
  record PasswordAnswer(Secret password, boolean remember) {}

  /// Answers nothing: for scripts without a terminal and for tests.
  static ConnectInteraction none() {
    return (config, refused) -> Optional.empty();
  }
}
