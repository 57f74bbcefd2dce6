package dev.tusk.core.result;

import dev.tusk.core.kernel.UseCase;
import java.util.List;

/// Keeps results, whatever their size: in memory as far as the budget of all goes, then in files.
/// Thread-safe.
@UseCase
public final class KeepResults {
  private final MemoryBudget budget;
  private final SpillFiles files;
  private final BlockCache cache;

  /// @param budget the heap that all results together may hold; a sixteenth of it on top is for
  ///     what was read back from files last
  public KeepResults(MemoryBudget budget, SpillFiles files) {
    this.budget = budget;
    this.files = files;
    this.cache = new BlockCache(budget.limit() / 16);
  }

  /// An empty result; the caller closes it.
  public ResultStore begin(List<ResultColumn> columns) {
    return new ResultStore(columns, budget, cache, files);
  }
}
