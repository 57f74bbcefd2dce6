package dev.tusk.core.result;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows that are sorted, in parts that the processors share.
final class RowParts {
  private static final int STEP = ArrangeRows.CHECK_EVERY;

  private final ArrangeRows.Steps steps;
  private final int first;
  private final int end;
  private final int parts;

  /// The rows; null for all from the first to the last.
  private final @Nullable BitSet some;

  private final AtomicLong done = new AtomicLong();

  /// @param rows ascending; not kept
  RowParts(int[] rows, ArrangeRows.Steps steps) {
    this.steps = steps;
    first = rows.length == 0 ? 0 : rows[0];
    end = rows.length == 0 ? 0 : rows[rows.length - 1] + 1;
    if (end - first == rows.length) {
      some = null;
    } else {
      some = new BitSet(end);
      for (int row : rows) {
        some.set(row);
      }
    }
    // More than processors, as one of them may have other work.
    int most = 4 * Runtime.getRuntime().availableProcessors();
    parts = Math.clamp(rows.length / STEP, 1, most);
  }

  int count() {
    return parts;
  }

  /// The first row.
  int first() {
    return first;
  }

  /// How many bits the place of a row takes.
  int rowBits() {
    return 32 - Integer.numberOfLeadingZeros(end);
  }

  /// Does something with each part, on all processors.
  ///
  /// @throws java.util.concurrent.CancellationException when cancelled
  void each(IntConsumer work) {
    each(parts, work);
  }

  /// Does something with each of so many things, on all processors.
  ///
  /// @throws java.util.concurrent.CancellationException when cancelled
  void each(int things, IntConsumer work) {
    done.set(0);
    IntStream.range(0, things)
        .parallel()
        .forEach(
            thing -> {
              steps.check();
              work.accept(thing);
            });
  }

  /// The rows of a part, ascending.
  Rows rows(int part) {
    return new Rows(edge(part), edge(part + 1));
  }

  /// Writes all rows into an array, ascending.
  void into(int[] order) {
    int next = 0;
    Rows rows = new Rows(first, end);
    for (int row = rows.next(); row >= 0; row = rows.next()) {
      order[next++] = row;
    }
  }

  private int edge(int part) {
    return (int) (first + ((long) end - first) * part / parts);
  }

  /// Goes through rows. Confined to one thread.
  final class Rows {
    private final int to;
    private int following;
    private int seen;

    private Rows(int from, int to) {
      this.following = from;
      this.to = to;
    }

    /// The next row; -1 when there is none.
    int next() {
      int row = some == null ? following : some.nextSetBit(following);
      if (row < 0 || row >= to) {
        return -1;
      }
      following = row + 1;
      if (++seen % STEP == 0) {
        steps.at(done.addAndGet(STEP));
      }
      return row;
    }
  }
}
