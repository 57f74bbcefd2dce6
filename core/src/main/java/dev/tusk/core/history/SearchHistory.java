package dev.tusk.core.history;

import dev.tusk.core.kernel.UseCase;
import java.util.List;

/// Finds what was run before. Blocks.
@UseCase
public final class SearchHistory {
  private final HistoryStore store;

  public SearchHistory(HistoryStore store) {
    this.store = store;
  }

  /// The latest entries first; see [HistoryStore#search].
  public List<QueryHistoryEntry> search(String text, int limit) {
    return store.search(text.strip(), limit);
  }

  public void clear() {
    store.clear();
  }
}
