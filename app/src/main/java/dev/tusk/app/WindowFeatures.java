package dev.tusk.app;

import dev.tusk.app.demo.DemoServer;
import dev.tusk.core.settings.Settings;
import dev.tusk.swing.kit.UiExecutor;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.UiFeature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The features of the window, each given the use cases it needs.
final class WindowFeatures {
  private final Program program;
  private final CompositionRoot parts;
  private final Settings settings;
  private final UiExecutor ui;
  private volatile @Nullable Shell shell;

  WindowFeatures(Program program, CompositionRoot parts, Settings settings, UiExecutor ui) {
    this.program = program;
    this.parts = parts;
    this.settings = settings;
    this.ui = ui;
  }

  List<UiFeature> all() {
    return List.of(new ProgramFeature());
  }

  /// Connects to the sample and shows it.
  void openSample(DemoServer demo) {}

  /// Closes the window as its button does.
  void close() {
    Shell window = shell;
    if (window != null) {
      ui.onUi(window::close);
    }
  }

  /// Keeps hold of the shell.
  private final class ProgramFeature implements UiFeature {
    @Override
    public void contribute(Contributions contributions) {
      shell = contributions.shell();
    }
  }
}
