package dev.tusk.postgres.ssh;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.kernel.Secret;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody who answers as the test says, and remembers what was asked.
class Person implements ConnectDialogue {
  final List<SshHostKey> keys = new CopyOnWriteArrayList<>();
  final List<SecretQuestion> questions = new CopyOnWriteArrayList<>();
  final List<String> warnings = new CopyOnWriteArrayList<>();
  final List<ConnectStep> steps = new CopyOnWriteArrayList<>();
  private final boolean trusting;
  private final Queue<String> answers;

  /// @param trusting whether unknown servers are trusted
  /// @param answers in their order; then there is none any more
  Person(boolean trusting, String... answers) {
    this.trusting = trusting;
    this.answers = new ArrayDeque<>(List.of(answers));
  }

  @Override
  public void step(ConnectStep step) {
    steps.add(step);
  }

  @Override
  public boolean trust(SshHostKey key) {
    keys.add(key);
    return trusting;
  }

  @Override
  public Optional<Secret> secret(SecretQuestion question) {
    questions.add(question);
    return Optional.ofNullable(answers.poll()).map(Secret::of);
  }

  @Override
  public void warn(String message) {
    warnings.add(message);
  }
}
