package dev.tusk.core.result;

import dev.tusk.core.kernel.UseCase;
import java.util.List;

/// Keeps results, whatever their size: in memory as far as the budget of all goes, then in files.
/// Thread-safe.
@UseCase
public final class KeepResults {
  private final MemoryBudget budget;
  private final MemoryBudget orders;
  private final SpillFiles files;
  private final BlockCache cache;

  /// Keeps results; the orders of sorted and filtered ones may hold half as much as they.
  public KeepResults(MemoryBudget budget, SpillFiles files) {
    this(budget, new MemoryBudget(budget.limit() / 2), files);
  }

  /// @param budget the heap that all results together may hold; a sixteenth of it on top is for
  ///     what was read back from files last
  /// @param orders the heap that the orders of all sorted or filtered results may hold, four bytes
  ///     a row; an eighth of it on top, and half of what is free, is for a sort while it runs
  public KeepResults(MemoryBudget budget, MemoryBudget orders, SpillFiles files) {
    this.budget = budget;
    this.orders = orders;
    this.files = files;
    this.cache = new BlockCache(budget.limit() / 16);
  }

  /// An empty result; the caller closes it.
  public ResultStore begin(List<ResultColumn> columns) {
    return new ResultStore(columns, budget, cache, files, orders);
  }
}
