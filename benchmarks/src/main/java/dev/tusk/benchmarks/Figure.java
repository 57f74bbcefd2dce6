package dev.tusk.benchmarks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One figure of the report.
///
/// @param name as `FIGURE` lines have it
/// @param what for people
/// @param value what was measured
/// @param unit `ms`, or `×` for a ratio
/// @param bound the most that is acceptable; null for a figure that only stands beside another
/// @param goal what is aimed at; null when the bound says it all
/// @param detail the series behind it
record Figure(
    String name,
    String what,
    double value,
    String unit,
    @Nullable Double bound,
    @Nullable Double goal,
    String detail) {

  boolean missed() {
    return bound != null && value > bound;
  }

  String line() {
    StringBuilder line = new StringBuilder("FIGURE ").append(name).append('=').append(text(value));
    if (bound != null) {
      line.append(" bound=").append(text(bound));
    }
    if (goal != null) {
      line.append(" goal=").append(text(goal));
    }
    return line.append(missed() ? " MISSED" : "").toString();
  }

  String row() {
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            what,
            text(value) + " " + unit + (missed() ? " **(missed)**" : ""),
            bound == null ? "" : "≤ " + text(bound) + " " + unit,
            goal == null ? "" : text(goal) + " " + unit,
            detail);
  }

  private String text(double number) {
    String format = unit.equals("×") ? "%.2f" : Math.abs(number) < 10 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, number);
  }
}
