package dev.tusk.postgres.connect;

import dev.tusk.core.connection.ConnectDialogue;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Secret;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Carries questions from the thread that dials to the one that waits for it, and the answers back.
final class Relay implements ConnectDialogue {
  private final ConnectDialogue real;
  private final Consumer<Runnable> queue;
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  /// @param queue takes what is to be run by the thread that waits
  Relay(ConnectDialogue real, Consumer<Runnable> queue) {
    this.real = real;
    this.queue = queue;
  }

  /// Nobody listens any more: whoever waits for an answer gets none.
  void end() {
    over.completeExceptionally(
        new TuskException(new TuskError.Cancelled("Connecting was stopped", null)));
  }

  @Override
  public void step(ConnectStep step) {
    queue.accept(() -> real.step(step));
  }

  @Override
  public void warn(String message) {
    queue.accept(() -> real.warn(message));
  }

  @Override
  public boolean trust(SshHostKey key) {
    return ask(() -> real.trust(key));
  }

  @Override
  public Optional<Secret> secret(SecretQuestion question) {
    return ask(() -> real.secret(question));
  }

  private <A> A ask(Supplier<A> question) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    queue.accept(
        () -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
            throw failure;
          }
        });
    try {
      CompletableFuture.anyOf(answer, over).join();
      return answer.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException own) {
        throw own;
      }
      throw failure;
    }
  }
}
