package dev.tusk.swing.place;

import dev.tusk.swing.kit.Messages;
import dev.tusk.swing.kit.task.UiExecutor;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Tries the directories that a person names until one can be used. Event thread only.
final class PlacePresenter {
  private static final Messages TEXT = Messages.of(PlacePresenter.class);

  private final UiExecutor ui;
  private final DataPlaceDialog.Attempt attempt;
  private final View view;

  /// What shows it.
  interface View {
    /// An attempt is under way: nothing else can be asked for.
    void busy();

    /// The directory cannot be used; another may be named.
    void refused(String why);

    /// The directory is in use now.
    void accepted();
  }

  PlacePresenter(UiExecutor ui, DataPlaceDialog.Attempt attempt, View view) {
    this.ui = ui;
    this.attempt = attempt;
    this.view = view;
  }

  void use(String typed) {
    Path directory;
    try {
      directory = Path.of(typed.strip());
    } catch (InvalidPathException wrong) {
      view.refused(TEXT.get("invalid"));
      return;
    }
    if (typed.isBlank() || !directory.isAbsolute()) {
      view.refused(TEXT.get("relative"));
      return;
    }
    view.busy();
    ui.run(
        () -> attempt.use(directory.normalize()),
        this::show,
        failure -> view.refused(String.valueOf(failure.getMessage())));
  }

  private void show(Optional<String> trouble) {
    if (trouble.isPresent()) {
      view.refused(trouble.get());
    } else {
      view.accepted();
    }
  }
}
