package dev.tusk.core.result;

import java.util.Arrays;
import java.util.List;

/// A sorted run that is read row by row, to be merged with others of its kind.
interface MergedRun {
  /// Goes to the next row.
  ///
  /// @return false when there is none
  boolean next();

  int row();

  /// By value, then by row: of equal ones the earlier comes first.
  int compareWith(MergedRun other);

  /// Fills `into` with the rows of all `runs`, none of which is empty.
  static void merge(List<? extends MergedRun> runs, int[] into, ArrangeRows.Steps steps) {
    MergedRun[] heap = runs.toArray(MergedRun[]::new);
    int size = heap.length;
    for (MergedRun each : heap) {
      each.next();
    }
    Arrays.sort(heap, MergedRun::compareWith);
    for (int i = 0; i < into.length; i++) {
      steps.at(i);
      MergedRun least = heap[0];
      into[i] = least.row();
      if (!least.next()) {
        heap[0] = heap[--size];
      }
      sift(heap, size);
    }
  }

  private static void sift(MergedRun[] heap, int size) {
    int at = 0;
    MergedRun moved = heap[0];
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1].compareWith(heap[child]) < 0) {
        child++;
      }
      if (moved.compareWith(heap[child]) <= 0) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moved;
  }
}
