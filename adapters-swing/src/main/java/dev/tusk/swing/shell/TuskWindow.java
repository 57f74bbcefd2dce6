package dev.tusk.swing.shell;

import dev.tusk.swing.kit.WarmUp;
import dev.tusk.swing.kit.task.UiExecutor;
import dev.tusk.swing.kit.text.SafeText;
import dev.tusk.swing.kit.theme.SystemPreference;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.shell.action.Keymap;
import java.awt.Window;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Opens the window: paints the frame first, then lets the features load.
public final class TuskWindow {
  private static final System.Logger LOG = System.getLogger(TuskWindow.class.getName());

  private TuskWindow() {}

  /// Opens the window. Call off the event thread; returns at once.
  ///
  /// @param features in the order in which they contribute
  /// @param memory asked here on the calling thread, and told on a background thread at the end
  /// @return completes with the window after its first paint, when the features have started
  public static Opened open(
      UiExecutor ui, WindowMemory memory, Keymap keymap, List<UiFeature> features) {
    ui.requireBackground();
    var place = memory.load().orElse(WindowPlace.FIRST);
    var painted = new CompletableFuture<Window>();
    var ended = new CompletableFuture<Void>();
    ui.onUi(
        () -> {
          try {
            show(ui, memory, keymap, place, List.copyOf(features), painted, ended);
          } catch (RuntimeException e) {
            painted.completeExceptionally(e);
            ended.completeExceptionally(e);
          }
        });
    return new Opened(painted, ended);
  }

  /// A window's life.
  ///
  /// @param painted the window, after its first paint and the start of the features
  /// @param ended after it was closed and everything was flushed, or five seconds later
  public record Opened(CompletionStage<Window> painted, CompletionStage<Void> ended) {}

  private static void show(
      UiExecutor ui,
      WindowMemory memory,
      Keymap keymap,
      WindowPlace place,
      List<UiFeature> features,
      CompletableFuture<Window> painted,
      CompletableFuture<Void> ended) {
    Theme.install(place.theme());
    SafeText.guard();
    var ending = new Ending(ui, memory, ended);
    var frame = new MainFrame[1];
    var window = new MainFrame(ui, keymap, place, hooks -> ending.begin(frame[0].place(), hooks));
    frame[0] = window;
    window.assemble(features);
    Theme.zoom(place.zoom());
    window.setVisible(true);
    // the first paint is queued before this
    ui.later(
        () -> {
          for (var feature : features) {
            start(feature);
          }
          painted.complete(window);
          WarmUp.begin(ui, window.rehearsals(), () -> LOG.log(Level.DEBUG, "warm"));
        });
    ui.run(
        SystemPreference::dark,
        dark -> dark.ifPresent(Theme::system),
        e -> LOG.log(Level.DEBUG, "the desktop's theme is unknown", e));
  }

  private static void start(UiFeature feature) {
    try {
      feature.started();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, feature.getClass().getSimpleName() + " did not start", e);
    }
  }
}
