package dev.tusk.swing.connection;

import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.shell.intent.Intents;
import dev.tusk.swing.shell.intent.StandardIntents;
import dev.tusk.swing.shell.intent.StandardIntents.ConnectFailed;
import org.jspecify.annotations.Nullable;

/// Says above the tabs why connecting failed, until it is tried again or put away. Event thread
/// only.
final class FailureNotice {
  private static final Messages TEXT = Messages.of(FailureNotice.class);

  private final Intents intents;
  private View view = new Unseen();
  private @Nullable ConnectFailed shown;
  private @Nullable String url;

  /// The strip.
  interface View {
    /// Shows this, unless another screen is in front, which says it itself.
    ///
    /// @param words what happened and what to do about it, in lines
    void show(String title, String words);

    /// Takes it away.
    void hide();
  }

  FailureNotice(Intents intents) {
    this.intents = intents;
  }

  void attach(View newView) {
    view = newView;
  }

  void failed(ConnectFailed failure) {
    shown = failure;
    var name = failure.name().isEmpty() ? TEXT.get("notice.it") : failure.name();
    view.show(
        TEXT.get("notice.failed", name), (failure.message() + "\n" + failure.suggestion()).strip());
  }

  /// Connecting is tried again.
  ///
  /// @param typed the URL that nobody has saved; null for a saved connection
  void trying(@Nullable String typed) {
    dismiss();
    url = typed;
  }

  void opened(String connectionId) {
    if (shown != null && shown.connectionId().equals(connectionId)) {
      dismiss();
    }
  }

  void dismiss() {
    shown = null;
    url = null; // there may be a password in it
    view.hide();
  }

  /// Opens the dialog for what failed: the saved connection, or what was typed.
  void edit() {
    var failure = shown;
    if (failure != null) {
      intents.send(
          failure.connectionId().isEmpty()
              ? new StandardIntents.NewConnection(url)
              : new StandardIntents.EditConnection(failure.connectionId()));
    }
  }

  private static final class Unseen implements View {
    @Override
    public void show(String title, String words) {}

    @Override
    public void hide() {}
  }
}
