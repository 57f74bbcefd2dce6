package dev.tusk.core.testkit.trace;

import java.util.concurrent.locks.LockSupport;

/// How late a bare thread wakes on this machine just now: what to read a time bound against.
public final class Calibration {
  private static final int SAMPLES = 200;
  private static final long PAUSE_NANOS = 1_000_000;

  private Calibration() {}

  /// Prints `calibration_wake_p99_ms` and `…_max_ms`: the delay of 200 sleeps of 1 ms beyond 1 ms.
  ///
  /// Takes about 0.3 s. A proof about time calls it right before or after its measurement.
  public static void print(String proof) {
    double[] late = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      long asleep = System.nanoTime();
      LockSupport.parkNanos(PAUSE_NANOS);
      late[i] = (System.nanoTime() - asleep - PAUSE_NANOS) / 1e6;
    }
    Figure.report(proof + "_calibration_wake_p99_ms", Figure.percentile(late, 0.99));
    Figure.report(proof + "_calibration_wake_max_ms", Figure.percentile(late, 1));
  }
}
