package dev.tusk.core.result;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sorts rows by all their [RowBytes]. For one sort, on one thread.
///
/// As many rows as fit into the memory make a sorted run; when there are several, they go to a file
/// and are merged from there. So the memory is bounded whatever the number of rows.
final class RowSorter {
  private final ResultStore store;
  private final List<SortKey> keys;
  private final long memory;
  private final SpillFiles files;
  private final ArrangeRows.Steps steps;

  /// @param memory in bytes, about
  RowSorter(
      ResultStore store,
      List<SortKey> keys,
      long memory,
      SpillFiles files,
      ArrangeRows.Steps steps) {
    this.store = store;
    this.keys = keys;
    this.memory = Math.clamp(memory, 1 << 10, 256 << 20);
    this.files = files;
    this.steps = steps;
  }

  /// Sorts `order`, whose rows ascend.
  void sort(int[] order) {
    RowBytes rows = new RowBytes(store, keys);
    // Two fifths for the bytes and two for the rows; the bytes are copied once while they grow.
    SortRun run =
        new SortRun(
            (int) (memory * 2 / 5),
            (int) Math.min(order.length, memory * 2 / 5 / SortRun.ROW_BYTES + 1));
    List<SortedRun> runs = new ArrayList<>();
    @Nullable SpillFile file = null;
    try {
      for (int i = 0; i < order.length; i++) {
        steps.at(i);
        SortBytes bytes = rows.of(order[i]);
        if (run.isFull(bytes.length())) {
          run.sort();
          file = file == null ? files.create() : file;
          runs.add(run.spill(file));
        }
        run.add(order[i], bytes);
      }
      run.sort();
      if (file == null) {
        run.rows(order);
      } else {
        runs.add(run.spill(file));
        SortedRun.merge(runs, order, steps);
      }
    } finally {
      if (file != null) {
        file.close();
      }
    }
  }
}
