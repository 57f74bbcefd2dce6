package dev.tusk.swing.connection.prompt;

import dev.tusk.core.connection.ConnectInteraction.PasswordAnswer;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.kernel.Cancellation;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks a person what connecting wants to know. Called on the event thread; each answer is given
/// once, and on `cancellation` the question goes away.
public interface PasswordPrompt {
  /// Asks, and gives the answer once, empty when the person gave up; on `cancellation` it goes
  /// away.
  ///
  /// @param refused whether a password was tried and refused
  void ask(
      ConnectionConfig config,
      boolean refused,
      Cancellation cancellation,
      Consumer<Optional<PasswordAnswer>> answer);

  /// Asks whether to trust an SSH server that has not been met before; no, unless a person says
  /// yes.
  default void trust(SshHostKey key, Cancellation cancellation, Consumer<Boolean> answer) {
    answer.accept(false);
  }

  /// Asks for what an SSH server or a key file wants to know.
  default void secret(
      ConnectionConfig config,
      SecretQuestion question,
      Cancellation cancellation,
      Consumer<Optional<PasswordAnswer>> answer) {
    answer.accept(Optional.empty());
  }
}
