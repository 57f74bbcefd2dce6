package dev.tusk.core.testkit.trace;

import java.util.Arrays;
import java.util.Locale;

/// A measured number that a proof prints, records for the trace, and holds against its bound.
///
/// Printed as `FIGURE name=value bound=…`. Names end in their unit (`_ms`, `_mb`, `_per_10000`);
/// counts have none. A figure outside its bound fails the test after it has been recorded.
public final class Figure {
  private Figure() {}

  /// Fails when `value` is larger than `bound`.
  public static void atMost(String name, double value, double bound) {
    record(name, value, "<=" + text(bound));
    if (!(value <= bound)) {
      throw new AssertionError(name + " is " + text(value) + ", at most " + text(bound));
    }
  }

  /// Fails when `value` is smaller than `bound`.
  public static void atLeast(String name, double value, double bound) {
    record(name, value, ">=" + text(bound));
    if (!(value >= bound)) {
      throw new AssertionError(name + " is " + text(value) + ", at least " + text(bound));
    }
  }

  /// As [#atMost(String, double, double)], of a count.
  public static void atMost(String name, long value, long bound) {
    atMost(name, (double) value, (double) bound);
  }

  /// As [#atLeast(String, double, double)], of a count.
  public static void atLeast(String name, long value, long bound) {
    atLeast(name, (double) value, (double) bound);
  }

  /// Fails when `value` is not exactly `bound`; for counts.
  public static void exactly(String name, long value, long bound) {
    record(name, (double) value, Long.toString(bound));
    if (value != bound) {
      throw new AssertionError(name + " is " + value + ", must be " + bound);
    }
  }

  /// Prints and records a number that has no bound: a calibration, a size of the trial.
  public static void report(String name, double value) {
    record(name, value, "none");
  }

  /// As [#report(String, double)], of a count.
  public static void report(String name, long value) {
    report(name, (double) value);
  }

  /// The smallest measurement that at least the share `p` (0…1) of all is not larger than.
  ///
  /// @param sample not empty; left as it is
  public static double percentile(double[] sample, double p) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return sorted[Math.clamp((int) Math.ceil(p * sorted.length) - 1, 0, sorted.length - 1)];
  }

  private static void record(String name, double value, String bound) {
    String text = text(value);
    System.out.println("FIGURE " + name + "=" + text + " bound=" + bound);
    TraceRecorder.figure(name, text, bound);
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.3f" : "%.2f", value);
  }
}
