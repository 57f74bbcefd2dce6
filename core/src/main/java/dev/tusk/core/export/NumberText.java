package dev.tusk.core.export;

/// Tells numbers from what only prints like one.
final class NumberText {
  private NumberText() {}

  /// Whether the bytes are a number in the grammar of JSON, which is also one of SQL.
  static boolean isNumber(byte[] data, int offset, int length) {
    int end = offset + length;
    int i = offset;
    if (i < end && data[i] == '-') {
      i++;
    }
    int start = i;
    i = digits(data, i, end);
    if (i == start || (data[start] == '0' && i - start > 1)) {
      return false;
    }
    if (i < end && data[i] == '.') {
      int fraction = ++i;
      i = digits(data, i, end);
      if (i == fraction) {
        return false;
      }
    }
    if (i < end && (data[i] == 'e' || data[i] == 'E')) {
      i++;
      if (i < end && (data[i] == '+' || data[i] == '-')) {
        i++;
      }
      int exponent = i;
      i = digits(data, i, end);
      if (i == exponent) {
        return false;
      }
    }
    return i == end;
  }

  private static int digits(byte[] data, int from, int end) {
    int i = from;
    while (i < end && data[i] >= '0' && data[i] <= '9') {
      i++;
    }
    return i;
  }
}
