package dev.tusk.app;

import dev.tusk.app.demo.DemoServer;
import dev.tusk.app.demo.SampleSource;
import dev.tusk.app.files.DataDirectory;
import dev.tusk.cli.ExitCode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.settings.Settings;
import dev.tusk.swing.kit.task.UiTasks;
import dev.tusk.swing.place.DataPlaceDialog;
import dev.tusk.swing.shell.TuskWindow;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.action.Keymap;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Opens the window and stays until it is closed.
public final class WindowStart {
  private static final System.Logger LOG = System.getLogger(WindowStart.class.getName());
  /// Set for a run that measures or trains: close as soon as the window is painted, or with a
  /// server as soon as it has shown some rows.
  private static final boolean CLOSE_WHEN_PAINTED = Boolean.getBoolean("tusk.closeWhenPainted");

  private final Program program;
  private long stateNanos;
  private long stateProcessorNanos;

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
    LOG.log(System.Logger.Level.INFO, "Tusk starts in {0}", program.paths().data());
    Door door = begin();
    return switch (door) {
      case null -> ExitCode.LOCAL;
      case Door(OneWindow.First(OneWindow place)) -> {
        try (place) {
          yield open(program.parts(), place, demo);
        }
      }
      case Door(OneWindow.Second(boolean heard)) -> {
        program
            .terminal()
            .say(
                heard
                    ? "tusk: the window is open already; it was asked to come to the front"
                    : "tusk: the window is open already, but does not answer; end that Tusk first");
        yield heard ? ExitCode.DONE : ExitCode.LOCAL;
      }
    };
  }

  /// What stands before the window: its place.
  private record Door(OneWindow.Start start) {}

  /// Opens the data, in another directory when a person says so.
  ///
  /// @return null when that person would rather end
  private @Nullable Door begin() {
    try {
      return door();
    } catch (TuskException failure) {
      if (!(failure.error() instanceof TuskError.Storage)) {
        throw failure;
      }
      program.terminal().say("tusk: " + failure.error().message());
      return elsewhere(failure);
    }
  }

  private @Nullable Door elsewhere(TuskException refused) {
    AtomicReference<@Nullable Door> opened = new AtomicReference<>();
    AppPaths usual = program.paths();
    boolean found =
        DataPlaceDialog.ask(
            new UiTasks(),
            usual.data(),
            refused.error().message(),
            directory -> {
              try {
                program.moveTo(usual.at(directory));
                opened.set(door());
                program.settled();
                return Optional.empty();
              } catch (TuskException failure) {
                program.moveTo(usual);
                return Optional.of(failure.error().message());
              }
            });
    return found ? opened.get() : null;
  }

  /// Takes the window's place before the data is opened, so that a second start is quick.
  private Door door() {
    Path data = program.paths().data();
    DataDirectory.prepare(data);
    OneWindow.Start start;
    try {
      start = OneWindow.take(data);
    } catch (IOException failure) {
      throw new TuskException(
          new TuskError.StorageFailed(
              TuskError.Disk.OTHER, data + " cannot be used: " + failure.getMessage()),
          failure);
    }
    if (start instanceof OneWindow.First(OneWindow place)) {
      long processor = CLOSE_WHEN_PAINTED ? processorNanos() : 0;
      long began = System.nanoTime();
      try {
        program.parts();
      } catch (RuntimeException failure) {
        place.close();
        throw failure;
      }
      stateNanos = System.nanoTime() - began;
      stateProcessorNanos = CLOSE_WHEN_PAINTED ? processorNanos() - processor : 0;
    }
    return new Door(start);
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
                  place.answer(() -> ui.onUi(() -> bring(window)));
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
    program.terminal().say("FIGURE state_us=" + TimeUnit.NANOSECONDS.toMicros(stateNanos));
    program
        .terminal()
        .say("FIGURE state_processor_us=" + TimeUnit.NANOSECONDS.toMicros(stateProcessorNanos));
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void bring(Window window) {
    if (window instanceof Frame frame) {
      frame.setExtendedState(frame.getExtendedState() & ~Frame.ICONIFIED);
    }
    window.toFront();
    window.requestFocus();
  }
}
