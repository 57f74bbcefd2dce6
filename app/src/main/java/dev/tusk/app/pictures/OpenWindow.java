package dev.tusk.app.pictures;

import dev.tusk.app.CompositionRoot;
import dev.tusk.app.WindowFeatures;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.swing.editor.EditorFeature;
import dev.tusk.swing.editor.EditorPresenter;
import dev.tusk.swing.kit.Screenshot;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.task.UiTasks;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.shell.Contributions;
import dev.tusk.swing.shell.Shell;
import dev.tusk.swing.shell.TuskWindow;
import dev.tusk.swing.shell.UiFeature;
import dev.tusk.swing.shell.WindowMemory;
import dev.tusk.swing.shell.WindowPlace;
import dev.tusk.swing.shell.action.Keymap;
import java.awt.Component;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.swing.JDialog;
import org.jspecify.annotations.Nullable;

/// The real window with a hand inside: runs things on its event thread and waits for what it shows.
///
/// Its methods block and belong to the main thread.
final class OpenWindow implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int WIDTH = 1440;
  private static final int HEIGHT = 900;

  private final UiTasks ui = new UiTasks();
  private final Hand hand = new Hand();
  private final EditorFeature editor;
  private final TuskWindow.Opened opened;
  private final Window window;

  OpenWindow(CompositionRoot parts, Callable<ConnectionId> sample) {
    List<UiFeature> features = new ArrayList<>(WindowFeatures.all(parts, parts.settings(), sample));
    editor =
        features.stream()
            .filter(EditorFeature.class::isInstance)
            .map(EditorFeature.class::cast)
            .findFirst()
            .orElseThrow();
    features.add(hand);
    opened = TuskWindow.open(ui, new FixedPlace(), Keymap.tusk(), features);
    window = join(opened.painted().toCompletableFuture());
    // the screen may be smaller than the picture
    run(() -> window.setSize(WIDTH, HEIGHT));
  }

  Component window() {
    return window;
  }

  /// The tabs. To be used inside [#run] and [#await].
  EditorPresenter tabs() {
    return editor.presenter();
  }

  /// The window's shell. To be used inside [#run] and [#await].
  Shell shell() {
    Shell shell = hand.shell;
    if (shell == null) {
      throw new IllegalStateException("the window did not open");
    }
    return shell;
  }

  /// Runs something on the event thread and waits until it is done.
  void run(Runnable action) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    ui.onUi(
        () -> {
          try {
            action.run();
            done.complete(true);
          } catch (RuntimeException failure) {
            done.completeExceptionally(failure);
          }
        });
    join(done);
  }

  /// Waits until a condition holds on the event thread.
  ///
  /// @param what names it in the error after a minute
  void await(String what, BooleanSupplier condition) {
    CompletableFuture<Boolean> seen = new CompletableFuture<>();
    seen.completeOnTimeout(false, LIMIT_SECONDS, TimeUnit.SECONDS);
    UiExecutor.Running looking =
        ui.every(
            LOOK,
            () -> {
              try {
                if (condition.getAsBoolean()) {
                  seen.complete(true);
                }
              } catch (RuntimeException failure) {
                seen.completeExceptionally(failure);
              }
            });
    try {
      if (!join(seen)) {
        throw new IllegalStateException("the window did not come so far: " + what);
      }
    } finally {
      looking.cancel();
    }
  }

  /// The component of a type and accessible name, once it shows.
  <T extends Component> T find(Class<T> type, String name) {
    List<T> found = new ArrayList<>();
    await(
        type.getSimpleName() + " '" + name + "'",
        () -> {
          Optional<T> there = Finder.find(window, type, name);
          there.ifPresent(found::add);
          return there.isPresent();
        });
    return found.getFirst();
  }

  /// Opens a dialog, which holds up what opens it, and waits until it shows.
  Window dialog(String action) {
    ui.onUi(() -> shell().actions().perform(action));
    List<Window> found = new ArrayList<>();
    await(
        "the dialog of " + action,
        () -> {
          for (Window each : Window.getWindows()) {
            if (each instanceof JDialog && each.isShowing()) {
              found.add(each);
            }
          }
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  /// Paints the window or a dialog as it is, in one of the two themes.
  BufferedImage paint(Component what, Theme.Choice theme, int scale) {
    run(() -> Theme.choose(theme));
    CompletableFuture<BufferedImage> image = new CompletableFuture<>();
    // after what the change of theme has queued
    ui.later(() -> ui.later(() -> image.complete(Screenshot.of(what, scale))));
    return join(image);
  }

  /// Closes the window as its button does.
  @Override
  public void close() {
    run(shell()::close);
    var _ = join(opened.ended().toCompletableFuture());
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    }
  }

  private static final class Hand implements UiFeature {
    private @Nullable Shell shell;

    @Override
    public void contribute(Contributions contributions) {
      shell = contributions.shell();
    }
  }

  private static final class FixedPlace implements WindowMemory {
    @Override
    public Optional<WindowPlace> load() {
      return Optional.of(
          new WindowPlace(0, 0, WIDTH, HEIGHT, false, 264, true, Theme.Choice.LIGHT, 1));
    }

    @Override
    public void save(WindowPlace place) {
      // the pictures always look the same
    }
  }
}
