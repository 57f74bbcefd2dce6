package dev.tusk.swing.settings;

import dev.tusk.core.error.ErrorInfo;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.settings.Settings;
import dev.tusk.swing.kit.UiExecutor;
import java.util.function.Consumer;

/// Reads and writes what the dialog shows. Event thread only; writes in the background.
///
/// Theme and zoom are not here: the window keeps them with its place.
final class SettingsPresenter {
  /// Rows that a statement fetches at first; 0 for all.
  static final String LIMIT = "result.limit";

  /// Whether statements that write ask first on a production connection.
  static final String CONFIRM_PRODUCTION = "confirm.production";

  /// Whether closing a tab with an open transaction asks first.
  static final String CONFIRM_TRANSACTION = "confirm.transaction";

  private static final int DEFAULT_LIMIT = 1000;
  private final UiExecutor ui;
  private final Settings settings;
  private final Consumer<String> failed;

  /// @param failed hears why a setting could not be written, on the event thread
  SettingsPresenter(UiExecutor ui, Settings settings, Consumer<String> failed) {
    this.ui = ui;
    this.settings = settings;
    this.failed = failed;
  }

  /// The limit in force; what cannot be read as a number counts as never set.
  int limit() {
    try {
      return Integer.parseInt(settings.get(LIMIT, "" + DEFAULT_LIMIT));
    } catch (NumberFormatException e) {
      return DEFAULT_LIMIT;
    }
  }

  void limit(int rows) {
    put(LIMIT, Integer.toString(rows));
  }

  /// Whether it asks; everything that can ask does unless told otherwise.
  boolean asks(String key) {
    return Boolean.parseBoolean(settings.get(key, "true"));
  }

  void asks(String key, boolean yes) {
    put(key, Boolean.toString(yes));
  }

  private void put(String key, String value) {
    ui.run(
        () -> {
          settings.put(key, value);
          return true;
        },
        done -> {},
        failure -> failed.accept(ErrorInfo.of(TuskException.errorOf(failure)).message()));
  }
}
