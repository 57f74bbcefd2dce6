package dev.tusk.swing.editor;

import dev.tusk.core.kernel.TabId;
import dev.tusk.core.workspace.KeepWorkspace;
import dev.tusk.core.workspace.SavedTab;
import dev.tusk.swing.kit.task.UiExecutor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes the text of the tabs safe a moment after each keystroke, away from the event thread. The
/// newest state of a tab is the one that stays, whatever the threads do. [#drain] and
/// [#finish] may be called from any thread, the rest on the event thread.
final class WorkspaceKeeper {
  /// The promise is half a second after the last keystroke, the write included.
  private static final Duration DELAY = Duration.ofMillis(250);

  private final UiExecutor ui;
  private final KeepWorkspace workspace;
  private final Consumer<Exception> failed;
  private final Map<TabId, Supplier<SavedTab>> touched = new LinkedHashMap<>();
  private final ReentrantLock writing = new ReentrantLock();

  /// What is to be written; no tab means forget it. Guarded by itself.
  private final Map<TabId, Optional<SavedTab>> queue = new LinkedHashMap<>();

  private UiExecutor.@Nullable Running timer;

  /// Guarded by `writing`.
  private boolean finished;

  WorkspaceKeeper(UiExecutor ui, KeepWorkspace workspace, Consumer<Exception> failed) {
    this.ui = ui;
    this.workspace = workspace;
    this.failed = failed;
  }

  /// Notes that a tab changed; `snapshot` is asked for its state when it is time to write.
  void touch(TabId id, Supplier<SavedTab> snapshot) {
    touched.put(id, snapshot);
    if (timer == null) {
      timer =
          ui.after(
              DELAY,
              () -> {
                timer = null;
                write();
              });
    }
  }

  /// Forgets a tab that was closed.
  void forget(TabId id) {
    touched.remove(id);
    enqueue(id, Optional.empty());
    write();
  }

  /// Takes the state of all touched tabs now, for a [#drain] that follows.
  void collect() {
    var now = Map.copyOf(touched);
    touched.clear();
    now.forEach((id, snapshot) -> enqueue(id, Optional.of(snapshot.get())));
  }

  /// Writes all that was collected. Blocks.
  void drain() {
    writing.lock();
    try {
      for (var next = poll(); next != null && !finished; next = poll()) {
        var tab = next.getValue();
        if (tab.isPresent()) {
          workspace.keep(tab.get());
        } else {
          workspace.forget(next.getKey());
        }
      }
    } finally {
      writing.unlock();
    }
  }

  /// Writes all that was collected for the last time: the storage may be closed afterwards. Blocks.
  void finish() {
    writing.lock();
    try {
      drain();
      finished = true;
    } finally {
      writing.unlock();
    }
  }

  private void write() {
    collect();
    var _ =
        ui.run(
            () -> {
              drain();
              return this;
            },
            done -> {},
            failed);
  }

  private void enqueue(TabId id, Optional<SavedTab> state) {
    synchronized (queue) {
      queue.put(id, state);
    }
  }

  private Map.@Nullable Entry<TabId, Optional<SavedTab>> poll() {
    synchronized (queue) {
      var entries = queue.entrySet().iterator();
      if (!entries.hasNext()) {
        return null;
      }
      var next = Map.Entry.copyOf(entries.next());
      queue.remove(next.getKey());
      return next;
    }
  }
}
