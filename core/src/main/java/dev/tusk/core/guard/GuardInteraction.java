package dev.tusk.core.guard;

import java.util.Optional;

/// What a guarded connection asks before a statement is sent, answered by the window or by the
/// terminal.
///
/// Called on the thread that runs; an answer may take as long as a person does.
public interface GuardInteraction {
  /// Asks whether to run what `question` says.
  ///
  /// @return empty when nobody is there to answer
  Optional<Boolean> confirm(GuardQuestion question);

  /// Nobody is there: for scripts without a terminal and for tests.
  static GuardInteraction none() {
    return question -> Optional.empty();
  }

  /// It was asked already, of the whole script.
  static GuardInteraction asked() {
    return question -> Optional.of(true);
  }
}
