package dev.tusk.core.workspace;

import dev.tusk.core.kernel.TabId;
import dev.tusk.core.kernel.UseCase;
import java.util.List;

/// Keeps the open tabs and their text over crashes and restarts. Blocks.
@UseCase
public final class KeepWorkspace {
  private final WorkspaceStore store;

  public KeepWorkspace(WorkspaceStore store) {
    this.store = store;
  }

  /// The tabs that were open at the end of the last run, in their order.
  public List<SavedTab> restore() {
    return store.tabs();
  }

  /// Makes the tab's present text safe.
  public void keep(SavedTab tab) {
    store.save(tab);
  }

  /// Forgets a tab that a person closed.
  public void forget(TabId id) {
    store.remove(id);
  }
}
