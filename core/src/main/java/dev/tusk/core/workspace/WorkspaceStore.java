package dev.tusk.core.workspace;

import dev.tusk.core.kernel.DrivenPort;
import dev.tusk.core.kernel.TabId;
import java.util.List;

/// The open tabs and their text. Blocks until the text is safe on disk; thread-safe.
@DrivenPort
public interface WorkspaceStore {
  /// The tabs in their order.
  List<SavedTab> tabs();

  /// Adds the tab, or replaces the one with the same id.
  void save(SavedTab tab);

  /// Removes it; an id that is not there is no error.
  void remove(TabId id);
}
