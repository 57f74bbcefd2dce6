package dev.tusk.swing.guard;

import dev.tusk.core.guard.GuardInteraction;
import dev.tusk.core.guard.GuardQuestion;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.task.UiExecutor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Asks in a dialog, whose default is no, while the thread that runs waits.
final class WindowGuard implements GuardInteraction {
  private static final Messages TEXT = Messages.of(WindowGuard.class);

  /// More are not read before an answer is given.
  private static final int LINES = 12;

  private final UiExecutor ui;
  private final Dialogs dialogs;

  WindowGuard(UiExecutor ui, Dialogs dialogs) {
    this.ui = ui;
    this.dialogs = dialogs;
  }

  @Override
  public Optional<Boolean> confirm(GuardQuestion question) {
    ui.requireBackground();
    var answer = new CompletableFuture<Boolean>();
    ui.onUi(
        () -> {
          try {
            answer.complete(dialogs.confirm(words(question)));
          } finally {
            // A dialog that could not be shown was not answered.
            answer.complete(false);
          }
        });
    return Optional.of(answer.join());
  }

  private static Dialogs.Question words(GuardQuestion question) {
    var dangers = question.dangers();
    var told = String.join("\n", dangers.subList(0, Math.min(LINES, dangers.size())));
    var more = dangers.size() - LINES;
    return new Dialogs.Question(
        TEXT.get("ask.title", question.connection().name()),
        more > 0 ? told + "\n" + TEXT.get("ask.more", Integer.toString(more)) : told,
        TEXT.get("ask.run"),
        true);
  }
}
