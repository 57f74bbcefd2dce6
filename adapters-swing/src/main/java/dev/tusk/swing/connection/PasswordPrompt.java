package dev.tusk.swing.connection;

import dev.tusk.core.connection.ConnectInteraction.PasswordAnswer;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.kernel.Cancellation;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks a person for a password. Called on the event thread.
interface PasswordPrompt {
  /// Asks, and gives the answer once, empty when the person gave up; on `cancellation` it goes
  /// away.
  ///
  /// @param refused whether a password was tried and refused
  void ask(
      ConnectionConfig config,
      boolean refused,
      Cancellation cancellation,
      Consumer<Optional<PasswordAnswer>> answer);
}
