package dev.tusk.app;

import dev.tusk.swing.kit.EdtWatchdog;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.UiFeature;
import org.jspecify.annotations.Nullable;

/// What the program itself does in the window: it comes to the front, opens the sample, ends.
final class ProgramFeature implements UiFeature {
  private @Nullable Shell shell;
  private @Nullable EdtWatchdog watchdog;

  @Override
  public void contribute(Contributions contributions) {
    shell = contributions.shell();
  }

  @Override
  public void started() {
    watchdog = new EdtWatchdog();
  }

  /// Performs an action as its key does. Any thread.
  void perform(String actionId) {
    Shell window = shell;
    if (window != null) {
      window.ui().onUi(() -> window.actions().perform(actionId));
    }
  }

  /// Closes the window as its button does. Any thread.
  void close() {
    Shell window = shell;
    if (window != null) {
      window.ui().onUi(window::close);
    }
  }
}
