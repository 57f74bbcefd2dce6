package dev.tusk.swing.editor.run;

import java.time.Duration;
import java.util.Locale;

/// Writes numbers and times as the window shows them.
public final class Figures {
  private Figures() {}

  /// `3 ms`, `1.25 s`, `12.4 s`, `2 m 05 s`.
  public static String time(Duration time) {
    var millis = time.toMillis();
    if (millis < 1) {
      return "< 1 ms";
    }
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 10_000) {
      return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    return String.format(Locale.ROOT, "%d m %02d s", millis / 60_000, millis / 1000 % 60);
  }

  /// `7.4 s`, ticking in tenths; `12:07` from a minute on.
  public static String ticking(Duration time) {
    var millis = time.toMillis();
    return millis < 60_000 ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0) : clock(time);
  }

  /// `0:42`, `1:02:09`.
  public static String clock(Duration time) {
    var seconds = time.toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /// `1,204,331`.
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `1 row`, `1,000 rows`.
  public static String rows(long number) {
    return count(number) + (number == 1 ? " row" : " rows");
  }

  /// `812 B`, `1.9 MB`.
  public static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    var units = new String[] {"KB", "MB", "GB", "TB"};
    var value = bytes / 1024.0;
    var unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }
}
