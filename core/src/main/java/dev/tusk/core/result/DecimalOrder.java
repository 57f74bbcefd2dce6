package dev.tusk.core.result;

/// Writes decimal numbers so that their bytes compare as the numbers do, with all digits.
final class DecimalOrder {
  private static final int MINUS_INFINITY = 0x10;
  private static final int NEGATIVE = 0x20;
  private static final int ZERO = 0x30;
  private static final int POSITIVE = 0x40;
  private static final int INFINITY = 0x50;
  private static final int NAN = 0x60;
  private static final int BIAS = 1 << 23;

  private DecimalOrder() {}

  /// Writes `-12.50`, `1e+20`, `NaN`, `-Infinity`.
  ///
  /// @return false when it is no number
  static boolean write(byte[] data, int from, int to, SortBytes into) {
    return digits(data, from, to, into) || word(data, from, to, into);
  }

  private static boolean word(byte[] data, int from, int to, SortBytes into) {
    int found =
        is(data, from, to, "NaN")
            ? NAN
            : is(data, from, to, "Infinity")
                ? INFINITY
                : is(data, from, to, "-Infinity") ? MINUS_INFINITY : 0;
    into.add(found);
    return found != 0;
  }

  static boolean is(byte[] data, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (data[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean digits(byte[] data, int from, int to, SortBytes into) {
    boolean negative = from < to && data[from] == '-';
    int start = negative ? from + 1 : from;
    int end = start;
    int point = -1;
    int first = -1;
    int last = -1;
    while (end < to && data[end] != 'e') {
      int c = data[end];
      if (c == '.') {
        if (point >= 0) {
          return false;
        }
        point = end;
      } else if (c < '0' || c > '9') {
        return false;
      } else if (c != '0') {
        first = first < 0 ? end : first;
        last = end;
      }
      end++;
    }
    int exponent = 0;
    if (end < to) {
      exponent = exponent(data, end + 1, to);
    }
    if (end == start || exponent == Integer.MIN_VALUE) {
      return false;
    }
    if (first < 0) {
      into.add(ZERO);
      return true;
    }
    int units = point < 0 ? end : point;
    // 0.ddd × 10^magnitude
    int magnitude = exponent + (first < units ? units - first : units - first + 1);
    into.add(negative ? NEGATIVE : POSITIVE);
    int body = into.length();
    int biased = BIAS + magnitude;
    into.add(biased >> 16);
    into.add(biased >> 8);
    into.add(biased);
    int pending = -1;
    for (int at = first; at <= last; at++) {
      if (data[at] == '.') {
        continue;
      }
      int digit = data[at] - '0';
      if (pending < 0) {
        pending = digit;
      } else {
        into.add(1 + pending * 10 + digit);
        pending = -1;
      }
    }
    if (pending >= 0) {
      into.add(1 + pending * 10);
    }
    into.add(0);
    if (negative) {
      into.invert(body);
    }
    return true;
  }

  /// The number behind the `e`; `Integer.MIN_VALUE` when it is none.
  private static int exponent(byte[] data, int from, int to) {
    boolean negative = from < to && data[from] == '-';
    int at = from < to && (negative || data[from] == '+') ? from + 1 : from;
    if (at == to || to - at > 6) {
      return Integer.MIN_VALUE;
    }
    int value = 0;
    for (; at < to; at++) {
      int digit = data[at] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }
}
