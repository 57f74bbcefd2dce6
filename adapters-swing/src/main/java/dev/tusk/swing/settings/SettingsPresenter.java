package dev.tusk.swing.settings;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.settings.Settings;
import dev.tusk.swing.kit.task.UiExecutor;
import java.util.function.Consumer;

/// Reads and writes what the dialog shows. Event thread only; writes in the background.
///
/// Theme and zoom are not here: the window keeps them with its place.
final class SettingsPresenter {
  private final UiExecutor ui;
  private final Settings settings;
  private final Consumer<String> failed;

  /// @param failed hears why a setting could not be written, on the event thread
  SettingsPresenter(UiExecutor ui, Settings settings, Consumer<String> failed) {
    this.ui = ui;
    this.settings = settings;
    this.failed = failed;
  }

  /// The limit in force; 0 for all.
  int limit() {
    long rows = settings.resultLimit();
    return rows == Long.MAX_VALUE ? 0 : (int) Math.min(rows, Integer.MAX_VALUE);
  }

  /// Sets the limit of new tabs; 0 for all.
  void limit(int rows) {
    ui.run(
        () -> {
          settings.resultLimit(rows == 0 ? Long.MAX_VALUE : rows);
          return true;
        },
        done -> {},
        failure -> failed.accept(ErrorInfo.of(TuskException.errorOf(failure)).message()));
  }
}
