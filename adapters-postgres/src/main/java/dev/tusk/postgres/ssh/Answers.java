package dev.tusk.postgres.ssh;

import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.kernel.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The passwords and passphrases that a tunnel was opened with, so that it can be opened again
/// when nobody is asked. In memory, for as long as the connection is open. Thread-safe.
final class Answers implements AutoCloseable {
  private final Map<String, Secret> kept = new HashMap<>();

  /// A copy of what was answered; empty when nothing lasts or nothing was.
  synchronized Optional<Secret> find(SecretQuestion question) {
    @Nullable Secret found = kept.get(key(question));
    return found == null ? Optional.empty() : Optional.of(found.copy());
  }

  /// Keeps a copy of an answer that lasts.
  synchronized void keep(SecretQuestion question, Secret answer) {
    if (question.lasts()) {
      forget(question);
      kept.put(key(question), answer.copy());
    }
  }

  synchronized void forget(SecretQuestion question) {
    @Nullable Secret old = kept.remove(key(question));
    if (old != null) {
      old.wipe();
    }
  }

  @Override
  public synchronized void close() {
    kept.values().forEach(Secret::wipe);
    kept.clear();
  }

  private static String key(SecretQuestion question) {
    return question.kind() + " " + question.about();
  }
}
