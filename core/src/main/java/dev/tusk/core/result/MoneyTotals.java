package dev.tusk.core.result;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Adds up amounts and writes the sum as they are written: with the signs of the longest amount
/// that is on the same side of zero. Confined to one thread.
final class MoneyTotals extends Extremes {
  private BigInteger sum = BigInteger.ZERO;
  private String above = "";
  private String below = "";

  MoneyTotals() {
    super(Sorting.MONEY);
  }

  @Override
  void add(byte[] data, int from, int to) {
    super.add(data, from, to);
    String text = new String(data, from, to - from, StandardCharsets.UTF_8);
    boolean negative = text.indexOf('-') >= 0 || text.indexOf('(') >= 0;
    BigInteger amount = new BigInteger("0" + text.replaceAll("[^0-9]", ""));
    sum = negative ? sum.subtract(amount) : sum.add(amount);
    if (negative) {
      below = text.length() > below.length() ? text : below;
    } else {
      above = text.length() > above.length() ? text : above;
    }
  }

  @Override
  Aggregates end(long cells) {
    return end(cells, count() == 0 ? null : written(), null);
  }

  private @Nullable String written() {
    String like = sum.signum() < 0 ? below : above;
    return like.isEmpty() ? null : written(sum.abs().toString(), like);
  }

  /// Puts digits in the place of those of an amount.
  static String written(String digits, String like) {
    int first = 0;
    while (!isDigit(like.charAt(first))) {
      first++;
    }
    int end = like.length();
    while (!isDigit(like.charAt(end - 1))) {
      end--;
    }
    String separators = like.substring(first, end).replaceAll("[0-9]", "");
    int last = like.substring(first, end).replaceAll(".*[^0-9]", "").length();
    // Three digits behind the last sign are thousands, unless it is another than the one before.
    int fraction =
        separators.isEmpty() || (last == 3 && separators.chars().distinct().count() == 1)
            ? 0
            : last;
    String point = fraction == 0 ? "" : separators.substring(separators.length() - 1);
    String groups =
        separators.length() > point.length()
            ? separators.substring(0, 1)
            : point.equals(",") ? "." : ",";
    String padded = "0".repeat(Math.max(0, fraction + 1 - digits.length())) + digits;
    StringBuilder whole = new StringBuilder(padded.substring(0, padded.length() - fraction));
    for (int at = whole.length() - 3; at > 0; at -= 3) {
      whole.insert(at, groups);
    }
    return like.substring(0, first)
        + whole
        + point
        + padded.substring(padded.length() - fraction)
        + like.substring(end);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
