package dev.tusk.app;

import dev.tusk.app.demo.DemoServer;
import dev.tusk.app.demo.SampleSource;
import dev.tusk.cli.ExitCode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.settings.Settings;
import dev.tusk.swing.kit.UiTasks;
import dev.tusk.swing.shell.Keymap;
import dev.tusk.swing.shell.TuskWindow;
import dev.tusk.swing.shell.UiFeature;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Opens the window and stays until it is closed.
public final class WindowStart {
  /// Set for a run that measures or trains: close as soon as the window is painted, or with a
  /// server as soon as it has shown some rows.
  private static final boolean CLOSE_WHEN_PAINTED = Boolean.getBoolean("tusk.closeWhenPainted");

  private final Program program;

  public WindowStart(Program program) {
    this.program = program;
  }

  /// The window on what was open before.
  int run() {
    return run(null);
  }

  /// The window, connected to the sample database when `demo` is given.
  ///
  /// @return the exit code
  public int run(@Nullable DemoServer demo) {
    if (GraphicsEnvironment.isHeadless()) {
      program
          .terminal()
          .say(
              "tusk: no display here, so no window; set DISPLAY, or use a command: `tusk --help`,"
                  + " `tusk demo`");
      return ExitCode.LOCAL;
    }
    CompositionRoot parts = program.parts();
    try (OneWindow place = OneWindow.take(program.paths().data()).orElse(null)) {
      if (place == null) {
        program
            .terminal()
            .say("tusk: the window is open already; it was asked to come to the front");
        return ExitCode.DONE;
      }
      return open(parts, place, demo);
    } catch (IOException failure) {
      throw new TuskException(
          new TuskError.StorageFailed(
              TuskError.Disk.OTHER,
              program.paths().data() + " cannot be used: " + failure.getMessage()),
          failure);
    }
  }

  private int open(CompositionRoot parts, OneWindow place, @Nullable DemoServer demo) {
    Settings settings = parts.settings();
    UiTasks ui = new UiTasks();
    ProgramFeature itself = new ProgramFeature(program);
    List<UiFeature> features =
        new ArrayList<>(WindowFeatures.all(parts, settings, new SampleSource(program, demo)));
    features.add(itself);
    TuskWindow.Opened opened =
        TuskWindow.open(ui, new SettingsWindowMemory(settings), Keymap.tusk(), features);
    var _ =
        opened
            .painted()
            .thenAccept(
                window -> {
                  place.answer(() -> ui.onUi(window::toFront));
                  if (CLOSE_WHEN_PAINTED && demo != null) {
                    itself.rehearse();
                  } else if (CLOSE_WHEN_PAINTED) {
                    report();
                    itself.close();
                  } else if (demo != null) {
                    itself.perform("start.sample");
                  }
                });
    opened.ended().toCompletableFuture().join();
    return ExitCode.DONE;
  }

  private void report() {
    // ProcessHandle's start is exact to a second only on Linux; this begins some 30 ms late.
    Instant started = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    long millis = Duration.between(started, Instant.now()).toMillis();
    program.terminal().say("FIGURE start_to_painted_ms=" + millis);
  }
}
