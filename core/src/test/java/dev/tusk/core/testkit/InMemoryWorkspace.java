package dev.tusk.core.testkit;

import dev.tusk.core.kernel.TabId;
import dev.tusk.core.workspace.SavedTab;
import dev.tusk.core.workspace.WorkspaceStore;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Open tabs in memory. Thread-safe.
final class InMemoryWorkspace implements WorkspaceStore {
  private final Map<TabId, SavedTab> tabs = new LinkedHashMap<>();

  @Override
  public synchronized List<SavedTab> tabs() {
    return tabs.values().stream().sorted(Comparator.comparingInt(SavedTab::position)).toList();
  }

  @Override
  public synchronized void save(SavedTab tab) {
    if (tab.active()) {
      tabs.replaceAll((id, each) -> inactive(each));
    }
    tabs.put(tab.id(), tab);
  }

  @Override
  public synchronized void remove(TabId id) {
    tabs.remove(id);
  }

  private static SavedTab inactive(SavedTab tab) {
    return new SavedTab(
        tab.id(), tab.title(), tab.connection(), tab.text(), tab.caret(), tab.position(), false);
  }
}
