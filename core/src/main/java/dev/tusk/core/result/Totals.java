package dev.tusk.core.result;

/// Counts values. Confined to one thread.
class Totals {
  private long count;

  final long count() {
    return count;
  }

  /// Adds a value; `data` is read only, and only during the call.
  void add(byte[] data, int from, int to) {
    count++;
  }

  /// What came together.
  Aggregates end(long cells) {
    return new Aggregates(cells, count, null, null, null, null, -1);
  }
}
