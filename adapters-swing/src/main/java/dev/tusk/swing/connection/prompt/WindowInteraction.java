package dev.tusk.swing.connection.prompt;

import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.SecretQuestion;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.swing.kit.task.UiExecutor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Answers the questions of connecting in the window, while the connecting thread waits.
public final class WindowInteraction implements ConnectInteraction {
  private final UiExecutor ui;
  private final PasswordPrompt prompt;
  private final Cancellation cancellation;
  private final Consumer<ConnectStep> steps;
  private final Consumer<String> warnings;
  private final Consumer<String> keyring;

  /// @param steps hears each step on the event thread
  /// @param warnings hears each warning on the event thread
  /// @param keyring hears on the event thread why passwords are kept for this session only
  public WindowInteraction(
      UiExecutor ui,
      PasswordPrompt prompt,
      Cancellation cancellation,
      Consumer<ConnectStep> steps,
      Consumer<String> warnings,
      Consumer<String> keyring) {
    this.ui = ui;
    this.prompt = prompt;
    this.cancellation = cancellation;
    this.steps = steps;
    this.warnings = warnings;
    this.keyring = keyring;
  }

  @Override
  public Optional<PasswordAnswer> password(ConnectionConfig config, boolean refused) {
    ui.requireBackground();
    var answer = new CompletableFuture<Optional<PasswordAnswer>>();
    try (var _ = cancellation.onCancel(() -> answer.complete(Optional.empty()))) {
      ui.onUi(() -> prompt.ask(config, refused, cancellation, given -> deliver(answer, given)));
      return answer.join();
    }
  }

  @Override
  public boolean trust(ConnectionConfig config, SshHostKey key) {
    ui.requireBackground();
    var answer = new CompletableFuture<Boolean>();
    try (var _ = cancellation.onCancel(() -> answer.complete(false))) {
      ui.onUi(() -> prompt.trust(key, cancellation, answer::complete));
      return answer.join();
    }
  }

  @Override
  public Optional<PasswordAnswer> secret(ConnectionConfig config, SecretQuestion question) {
    ui.requireBackground();
    var answer = new CompletableFuture<Optional<PasswordAnswer>>();
    try (var _ = cancellation.onCancel(() -> answer.complete(Optional.empty()))) {
      ui.onUi(() -> prompt.secret(config, question, cancellation, given -> deliver(answer, given)));
      return answer.join();
    }
  }

  private static void deliver(
      CompletableFuture<Optional<PasswordAnswer>> answer, Optional<PasswordAnswer> given) {
    if (!answer.complete(given)) {
      given.ifPresent(late -> late.password().wipe());
    }
  }

  @Override
  public void step(ConnectStep step) {
    ui.onUi(() -> steps.accept(step));
  }

  @Override
  public void warn(String message) {
    ui.onUi(() -> warnings.accept(message));
  }

  @Override
  public void passwordsInMemory(String why) {
    ui.onUi(() -> keyring.accept(why));
  }
}
