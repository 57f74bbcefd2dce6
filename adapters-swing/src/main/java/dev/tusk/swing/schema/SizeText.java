package dev.tusk.swing.schema;

import java.util.Locale;

/// Writes sizes as `pg_size_pretty` counts them, in two or three figures: 3.1 GB, 48 MB, 16 kB.
final class SizeText {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
  private static final int STEP = 1024;

  private SizeText() {}

  /// The size for people; empty for a negative one, which means that there is none.
  static String of(long bytes) {
    if (bytes < 0) {
      return "";
    }
    double size = bytes;
    var unit = 0;
    while (size >= STEP - 0.5 && unit < UNITS.length - 1) {
      size /= STEP;
      unit++;
    }
    var pattern = unit > 0 && size < 9.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, pattern, size, UNITS[unit]);
  }
}
