package dev.tusk.app.demo;

import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.history.QueryHistoryEntry;
import java.util.List;

/// Keeps nothing: what loads the sample is not what a person ran.
enum NoHistory implements HistoryStore {
  INSTANCE;

  @Override
  public void add(QueryHistoryEntry entry) {}

  @Override
  public List<QueryHistoryEntry> search(String text, int limit) {
    return List.of();
  }

  @Override
  public void clear() {}
}
