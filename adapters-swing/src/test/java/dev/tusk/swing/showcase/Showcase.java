package dev.tusk.swing.showcase;

import dev.tusk.swing.kit.Screenshot;
import dev.tusk.swing.kit.task.UiTasks;
import dev.tusk.swing.kit.theme.Theme;
import dev.tusk.swing.shell.TuskWindow;
import dev.tusk.swing.shell.WindowMemory;
import dev.tusk.swing.shell.WindowPlace;
import dev.tusk.swing.shell.action.Keymap;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.JDialog;

/// Opens the window on made-up content; with a folder as argument it writes pictures and ends.
public final class Showcase {
  private Showcase() {}

  /// Starts it.
  public static void main(String[] arguments) throws Exception {
    var ui = new UiTasks();
    var feature = new ShowcaseFeature();
    var opened = TuskWindow.open(ui, new Forgetful(), Keymap.tusk(), List.of(feature));
    var window = opened.painted().toCompletableFuture().get(30, TimeUnit.SECONDS);
    if (arguments.length == 0) {
      opened.ended().toCompletableFuture().get();
      return;
    }
    var folder = Path.of(arguments[0]);
    // the palette comes last, it stays open
    for (var scene : ShowcaseFeature.Scene.values()) {
      for (var theme : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
        ui.onUi(() -> Theme.choose(theme));
        ui.onUi(() -> close(window));
        ui.onUi(() -> feature.play(scene));
        Thread.sleep(400); // the picture is for eyes; a caret or tooltip may settle late
        var name = scene.name().toLowerCase(java.util.Locale.ROOT);
        Screenshot.write(
            picture(ui, window),
            folder.resolve(name + "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + ".png"));
      }
    }
    ui.onUi(() -> close(window));
    feature.close();
    opened.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static BufferedImage picture(UiTasks ui, Window window) throws Exception {
    var picture = new CompletableFuture<BufferedImage>();
    ui.later(() -> picture.complete(Screenshot.of(front(window), 1)));
    return picture.get(10, TimeUnit.SECONDS);
  }

  private static void close(Window window) {
    for (var owned : window.getOwnedWindows()) {
      owned.dispose();
    }
  }

  /// The dialog if one is open.
  private static Window front(Window window) {
    for (var owned : window.getOwnedWindows()) {
      if (owned instanceof JDialog && owned.isShowing()) {
        return owned;
      }
    }
    return window;
  }

  private static final class Forgetful implements WindowMemory {
    @Override
    public Optional<WindowPlace> load() {
      return Optional.of(new WindowPlace(0, 0, 1440, 900, false, 264, true, Theme.Choice.LIGHT, 1));
    }

    @Override
    public void save(WindowPlace place) {}
  }
}
