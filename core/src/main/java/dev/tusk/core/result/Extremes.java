package dev.tusk.core.result;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The smallest and the largest value; of equal ones the last, as the server takes it. Confined to
/// one thread.
class Extremes extends Totals {
  private final Sorting sorting;
  private final SortBytes value = new SortBytes();
  private byte @Nullable [] least;
  private byte @Nullable [] most;
  private @Nullable String min;
  private @Nullable String max;

  Extremes(Sorting sorting) {
    this.sorting = sorting;
  }

  @Override
  void add(byte[] data, int from, int to) {
    super.add(data, from, to);
    value.clear();
    if (!sorting.write(data, from, to, value)) {
      return;
    }
    if (least == null || compare(least) <= 0) {
      least = Arrays.copyOf(value.bytes(), value.length());
      min = new String(data, from, to - from, StandardCharsets.UTF_8);
    }
    if (most == null || compare(most) >= 0) {
      most = Arrays.copyOf(value.bytes(), value.length());
      max = new String(data, from, to - from, StandardCharsets.UTF_8);
    }
  }

  private int compare(byte[] with) {
    return Arrays.compareUnsigned(value.bytes(), 0, value.length(), with, 0, with.length);
  }

  @Override
  Aggregates end(long cells) {
    return end(cells, null, null);
  }

  final Aggregates end(long cells, @Nullable String sum, @Nullable String average) {
    return new Aggregates(cells, count(), sum, average, min, max, -1);
  }
}
