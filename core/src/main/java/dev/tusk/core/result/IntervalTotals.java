package dev.tusk.core.result;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Adds up intervals, part by part, and writes the sum in their style. Confined to one thread.
final class IntervalTotals extends Extremes {
  private static final String INFINITY = "infinity";

  private @Nullable Interval sum = Interval.ZERO;
  private Interval.@Nullable Style style;
  private boolean above;
  private boolean below;

  IntervalTotals() {
    super(Sorting.INTERVAL);
  }

  @Override
  void add(byte[] data, int from, int to) {
    super.add(data, from, to);
    String text = new String(data, from, to - from, StandardCharsets.US_ASCII);
    if (text.endsWith(INFINITY)) {
      above |= !text.startsWith("-");
      below |= text.startsWith("-");
      return;
    }
    if (style == null) {
      style = Interval.style(text);
    }
    try {
      sum = sum == null ? null : sum.plus(Interval.parse(text));
    } catch (ArithmeticException | NumberFormatException | IndexOutOfBoundsException none) {
      sum = null;
    }
  }

  @Override
  Aggregates end(long cells) {
    if (count() == 0 || (above && below) || sum == null) {
      return super.end(cells);
    }
    if (above || below) {
      String special = above ? INFINITY : "-" + INFINITY;
      return end(cells, special, special);
    }
    Interval.Style written = style == null ? Interval.Style.POSTGRES : style;
    return end(cells, sum.text(written), sum.dividedBy(count()).text(written));
  }
}
