package dev.tusk.core.testkit;

import dev.tusk.core.history.HistoryStore;
import dev.tusk.core.history.QueryHistoryEntry;
import dev.tusk.core.kernel.QueryId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// History in memory. Thread-safe.
final class InMemoryHistory implements HistoryStore {
  private final Map<QueryId, QueryHistoryEntry> entries = new LinkedHashMap<>();

  @Override
  public synchronized void add(QueryHistoryEntry entry) {
    entries.remove(entry.id());
    entries.put(entry.id(), entry);
  }

  @Override
  public synchronized List<QueryHistoryEntry> search(String text, int limit) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return entries.values().stream()
        .filter(each -> each.sql().toLowerCase(Locale.ROOT).contains(wanted))
        .toList()
        .reversed()
        .stream()
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void clear() {
    entries.clear();
  }
}
