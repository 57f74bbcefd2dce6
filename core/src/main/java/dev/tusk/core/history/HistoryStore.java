package dev.tusk.core.history;

import dev.tusk.core.kernel.DrivenPort;
import java.util.List;

/// What was run before. Blocks; thread-safe.
@DrivenPort
public interface HistoryStore {
  /// Adds an entry; one with the same id is replaced.
  void add(QueryHistoryEntry entry);

  /// The entries added last come first, whatever the clock said: it may be set back.
  ///
  /// @param text part of the statement, without regard to case; empty for all
  /// @param limit the most entries to return
  List<QueryHistoryEntry> search(String text, int limit);

  /// Forgets everything.
  void clear();
}
