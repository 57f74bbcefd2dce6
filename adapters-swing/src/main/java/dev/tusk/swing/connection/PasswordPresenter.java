package dev.tusk.swing.connection;

import dev.tusk.core.credential.SavePasswords;
import dev.tusk.swing.connection.prompt.Trouble;
import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.dialog.Dialogs;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.theme.Glyph;
import dev.tusk.swing.shell.StatusSegment;
import dev.tusk.swing.shell.StatusSegment.Content;
import dev.tusk.swing.shell.StatusSegment.Tone;

/// Says in the status bar that passwords are kept for this session only, and offers to save them
/// once the keyring answers. Event thread only.
final class PasswordPresenter {
  private static final Messages TEXT = Messages.of(PasswordPresenter.class);

  private final UiExecutor ui;
  private final Dialogs dialogs;
  private final SavePasswords passwords;
  private final StatusSegment segment;
  private String why = "";
  private boolean answers;
  private boolean news;

  PasswordPresenter(
      UiExecutor ui, Dialogs dialogs, SavePasswords passwords, StatusSegment segment) {
    this.ui = ui;
    this.dialogs = dialogs;
    this.passwords = passwords;
    this.segment = segment;
    segment.onClick(this::answer);
    var _ = passwords.listen(() -> ui.onUi(this::look));
  }

  /// Tells why passwords are kept for this session only, without stopping anybody.
  void warn(String message) {
    why = message;
    answers = false;
    news = true;
    segment.show(
        Content.of(Glyph.WARNING, TEXT.get("password.session")).tone(Tone.WARN).tip(message));
  }

  /// Why passwords are kept for this session only, for people; empty when nothing is known of that,
  /// or not any more.
  String why() {
    return answers ? "" : why;
  }

  /// The keyring answers: there may be something to offer, or nothing left to warn of.
  private void look() {
    ui.run(
        passwords::waiting,
        count -> {
          answers = true;
          if (count > 0) {
            news = true;
            segment.show(
                Content.of(Glyph.KEY, TEXT.get("password.offer", Integer.toString(count)))
                    .tone(Tone.INFO)
                    .tip(TEXT.get("password.offer.tip")));
          } else if (!why.isEmpty()) {
            settled();
          }
        },
        this::failed);
  }

  /// Whether there is something to say or to offer.
  boolean hasNews() {
    return news;
  }

  /// Asks whether to save them now.
  void answer() {
    var question =
        new Dialogs.Question(
            TEXT.get("password.warning"),
            TEXT.get("password.save.words", why),
            TEXT.get("password.save"),
            false);
    if (dialogs.confirm(question)) {
      ui.run(
          passwords::save,
          left -> left.ifPresentOrElse(this::refused, this::settled),
          this::failed);
    }
  }

  private void refused(String message) {
    warn(message);
    dialogs.error(TEXT.get("password.warning"), message, "");
  }

  private void settled() {
    why = "";
    news = false;
    segment.hide();
  }

  private void failed(Exception failure) {
    var trouble = Trouble.of(failure);
    dialogs.error(TEXT.get("password.warning"), trouble.message(), trouble.advice());
  }
}
