package dev.tusk.postgres.session;

import dev.tusk.core.result.RowPage;
import java.util.List;
import org.postgresql.core.Tuple;

/// Turns the driver's rows into pages of raw bytes.
final class Pages {
  private Pages() {}

  static long bytes(List<Tuple> tuples) {
    long bytes = 0;
    for (Tuple tuple : tuples) {
      bytes += tuple.length();
    }
    return bytes;
  }

  /// The rows `from` (inclusive) to `to` (exclusive) as one page.
  static RowPage page(int columns, List<Tuple> tuples, int from, int to) {
    long bytes = bytes(tuples.subList(from, to));
    RowPage.Builder page =
        new RowPage.Builder(columns, to - from, (int) Math.min(bytes, Integer.MAX_VALUE - 8));
    for (int row = from; row < to; row++) {
      Tuple tuple = tuples.get(row);
      for (int column = 0; column < columns; column++) {
        page.add(tuple.get(column));
      }
    }
    return page.build(to - from);
  }
}
