package dev.tusk.core.result;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sorts rows by the bytes that [Sorting] writes for them. For one sort, on one thread.
///
/// As many rows as fit into the memory make a sorted run; when there are several, they go to a file
/// and are merged from there. So the memory is bounded whatever the number of rows.
final class RowSorter {
  private final ResultStore store;
  private final List<SortKey> keys;
  private final Sorting[] sortings;
  private final long memory;
  private final SpillFiles files;
  private final ArrangeRows.Steps steps;
  private final SortBytes bytes = new SortBytes();
  private final Cell cell = new Cell();

  /// @param memory in bytes, about
  RowSorter(
      ResultStore store,
      List<SortKey> keys,
      long memory,
      SpillFiles files,
      ArrangeRows.Steps steps) {
    this.store = store;
    this.keys = keys;
    this.sortings =
        keys.stream()
            .map(key -> Sorting.of(store.columns().get(key.column())))
            .toArray(Sorting[]::new);
    this.memory = Math.clamp(memory, 1 << 10, 256 << 20);
    this.files = files;
    this.steps = steps;
  }

  /// Sorts `order`, whose rows ascend.
  void sort(int[] order) {
    ResultStore.Reader reader = store.reader();
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
        write(reader, order[i]);
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
        MergedRun.merge(runs, order, steps);
      }
    } finally {
      if (file != null) {
        file.close();
      }
    }
  }

  private void write(ResultStore.Reader reader, int row) {
    bytes.clear();
    for (int i = 0; i < sortings.length; i++) {
      int start = bytes.length();
      cell.sorting = sortings[i];
      reader.read(row, keys.get(i).column(), cell);
      if (keys.get(i).descending()) {
        bytes.invert(start);
      }
    }
  }

  /// Writes the cell that it is shown.
  private final class Cell implements RowPage.CellReader {
    private Sorting sorting = Sorting.TEXT;

    @Override
    public void nul() {
      Sorting.writeNull(bytes);
    }

    @Override
    public void value(byte[] data, int offset, int length) {
      sorting.writeAny(data, offset, offset + length, bytes);
    }
  }
}
