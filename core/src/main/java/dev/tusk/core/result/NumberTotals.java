package dev.tusk.core.result;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Adds up numbers as `numeric` does. Confined to one thread.
final class NumberTotals extends Extremes {
  /// `numeric` has four digits in one of its own, at least 16 digits in a quotient, and at most
  /// 1000 of them behind the point.
  private static final int GROUP = 4;

  private static final int LEAST_DIGITS = 16;
  private static final int MOST_SCALE = 1000;

  private BigDecimal sum = BigDecimal.ZERO;
  private boolean nan;
  private boolean above;
  private boolean below;

  NumberTotals() {
    super(Sorting.DECIMAL);
  }

  @Override
  void add(byte[] data, int from, int to) {
    super.add(data, from, to);
    switch (data[to - 1]) {
      case 'N' -> nan = true;
      case 'y' -> {
        above |= data[from] != '-';
        below |= data[from] == '-';
      }
      default -> sum = sum.add(number(data, from, to));
    }
  }

  private static BigDecimal number(byte[] data, int from, int to) {
    BigDecimal number =
        new BigDecimal(new String(data, from, to - from, StandardCharsets.ISO_8859_1));
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  @Override
  Aggregates end(long cells) {
    if (count() == 0) {
      return super.end(cells);
    }
    @Nullable String special = special();
    return special == null
        ? end(cells, sum.toPlainString(), average(sum, count()).toPlainString())
        : end(cells, special, special);
  }

  private @Nullable String special() {
    return nan || (above && below) ? "NaN" : above ? "Infinity" : below ? "-Infinity" : null;
  }

  /// With as many digits as the server gives a quotient.
  static BigDecimal average(BigDecimal sum, long count) {
    BigDecimal by = BigDecimal.valueOf(count);
    int weight = weight(sum) - weight(by);
    if (firstGroup(sum) <= firstGroup(by)) {
      weight--;
    }
    int scale = Math.max(0, Math.max(LEAST_DIGITS - weight * GROUP, sum.scale()));
    return sum.divide(by, Math.min(MOST_SCALE, scale), RoundingMode.HALF_UP);
  }

  /// The power of ten thousand of the first digit that is not zero.
  private static int weight(BigDecimal number) {
    return number.signum() == 0 ? 0 : Math.floorDiv(number.precision() - number.scale() - 1, GROUP);
  }

  private static int firstGroup(BigDecimal number) {
    return number
        .abs()
        .movePointLeft(weight(number) * GROUP)
        .setScale(0, RoundingMode.DOWN)
        .intValueExact();
  }
}
