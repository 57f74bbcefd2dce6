package dev.tusk.swing.guard;

import dev.tusk.core.connection.ConnectionConfig;
import java.util.Optional;

/// Asks for the name of a database. Event thread only.
interface UnlockPrompt {
  /// What was typed; empty when the person gave up.
  Optional<String> ask(ConnectionConfig connection);
}
