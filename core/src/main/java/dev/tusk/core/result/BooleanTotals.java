package dev.tusk.core.result;

/// Counts what is true. Confined to one thread.
final class BooleanTotals extends Totals {
  private long trues;

  @Override
  void add(byte[] data, int from, int to) {
    super.add(data, from, to);
    trues += data[from] == 't' ? 1 : 0;
  }

  @Override
  Aggregates end(long cells) {
    return new Aggregates(cells, count(), null, null, null, null, trues);
  }
}
