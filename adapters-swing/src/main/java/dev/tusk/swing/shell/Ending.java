package dev.tusk.swing.shell;

import dev.tusk.swing.kit.task.UiExecutor;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Flushes what the features must not lose when the window has closed, within five seconds.
final class Ending {
  private static final System.Logger LOG = System.getLogger(Ending.class.getName());
  private static final long LIMIT_SECONDS = 5;
  private final UiExecutor ui;
  private final WindowMemory memory;
  private final CompletableFuture<Void> ended;

  Ending(UiExecutor ui, WindowMemory memory, CompletableFuture<Void> ended) {
    this.ui = ui;
    this.memory = memory;
    this.ended = ended;
  }

  void begin(WindowPlace place, List<Closing> hooks) {
    ended.completeOnTimeout(null, LIMIT_SECONDS, TimeUnit.SECONDS);
    ui.run(
        () -> {
          hooks.forEach(h -> quietly(h::flush));
          quietly(() -> memory.save(place));
          ended.complete(null);
          return place;
        },
        saved -> {},
        e -> LOG.log(Level.ERROR, "closing failed", e));
  }

  private static void quietly(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "something was not saved when the window closed", e);
    }
  }
}
