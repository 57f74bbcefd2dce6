package dev.tusk.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Repeated measurements of one thing.
///
/// @param values in milliseconds, in the order in which they were taken; never empty
record Samples(List<Double> values) {
  Samples {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Nothing was measured");
    }
    values = List.copyOf(values);
  }

  double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double least() {
    return sorted()[0];
  }

  double most() {
    return sorted()[values.size() - 1];
  }

  /// The least that so many of them, between 0 and 1, do not exceed.
  double percentile(double share) {
    return sorted()[(int) Math.ceil(share * values.size()) - 1];
  }

  /// The middle of a noisy series: median, least, most and how many, in milliseconds.
  String spread() {
    return String.format(
        Locale.ROOT, "%.0f (%.0f–%.0f, n=%d)", median(), least(), most(), values.size());
  }

  private double[] sorted() {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
