package dev.tusk.core.result;

/// How the values of a column compare: each writes a value as bytes whose order is the values'.
enum Sorting {
  /// By the bytes of the text.
  TEXT {
    @Override
    boolean write(byte[] data, int from, int to, SortBytes into) {
      into.add(VALUE);
      into.add(data, from, Math.min(LONGEST, to - from));
      into.add(0);
      return true;
    }
  },
  INTEGER {
    @Override
    boolean write(byte[] data, int from, int to, SortBytes into) {
      long value = integer(data, from, to);
      if (value == NO_INTEGER && !DecimalOrder.is(data, from, to, "-9223372036854775808")) {
        return false;
      }
      into.addInteger(value);
      return true;
    }
  },
  /// `numeric` and floating point, in digits, with an exponent, `NaN` and infinities.
  DECIMAL {
    @Override
    boolean write(byte[] data, int from, int to, SortBytes into) {
      return DecimalOrder.write(data, from, to, into);
    }
  },
  /// An amount with any signs and separators: its digits, which are as many behind the point in all
  /// rows.
  MONEY {
    @Override
    boolean write(byte[] data, int from, int to, SortBytes into) {
      long value = 0;
      boolean negative = false;
      boolean digits = false;
      for (int at = from; at < to; at++) {
        int c = data[at];
        negative |= c == '-' || c == '(';
        if (c >= '0' && c <= '9') {
          digits = true;
          value = value * 10 - (c - '0');
          if (value > 0) {
            return false;
          }
        }
      }
      into.addInteger(negative ? value : -value);
      return digits;
    }
  },
  DATE {
    @Override
    boolean write(byte[] data, int from, int to, SortBytes into) {
      return new MomentOrder(data, from, to).date(into);
    }
  },
  TIMESTAMP {
    @Override
    boolean write(byte[] data, int from, int to, SortBytes into) {
      return new MomentOrder(data, from, to).timestamp(into);
    }
  },
  TIME {
    @Override
    boolean write(byte[] data, int from, int to, SortBytes into) {
      return new MomentOrder(data, from, to).time(into);
    }
  },
  INTERVAL {
    @Override
    boolean write(byte[] data, int from, int to, SortBytes into) {
      return new IntervalOrder(data, from, to).write(into);
    }
  };

  /// What [#integer] says of a text that is none.
  static final long NO_INTEGER = Long.MIN_VALUE;

  /// Bytes of a text that count; longer ones that differ only behind it stay as they came.
  private static final int LONGEST = 1 << 16;

  private static final int VALUE = 1;
  private static final int OTHER = 0xFE;
  private static final int NULL = 0xFF;

  /// Writes a value.
  ///
  /// @return false when the text is none that the type is known to print; what was written is of no
  ///     use then
  abstract boolean write(byte[] data, int from, int to, SortBytes into);

  /// The number in a text; [#NO_INTEGER] when it is none, or the smallest of all.
  static long integer(byte[] data, int from, int to) {
    boolean negative = from < to && data[from] == '-';
    int at = negative ? from + 1 : from;
    if (at == to || to - at > 19) {
      return NO_INTEGER;
    }
    long value = 0;
    for (; at < to; at++) {
      int digit = data[at] - '0';
      if (digit < 0 || digit > 9 || value < -922_337_203_685_477_580L) {
        return NO_INTEGER;
      }
      // Counted downwards, for the smallest has no positive counterpart.
      value = value * 10 - digit;
      if (value > 0) {
        return NO_INTEGER;
      }
    }
    return negative || value == NO_INTEGER ? value : -value;
  }

  static Sorting of(ResultColumn column) {
    return switch (column.typeName()) {
      case "int2", "int4", "int8", "oid", "xid", "xid8", "cid" -> INTEGER;
      case "numeric", "float4", "float8" -> DECIMAL;
      case "money" -> MONEY;
      case "date" -> DATE;
      case "timestamp", "timestamptz" -> TIMESTAMP;
      case "time", "timetz" -> TIME;
      case "interval" -> INTERVAL;
      default -> TEXT;
    };
  }

  /// Writes NULL, which is last.
  static void writeNull(SortBytes into) {
    into.add(NULL);
  }

  /// Writes a value; one that is not understood goes behind all others, before NULL, by its bytes.
  void writeAny(byte[] data, int from, int to, SortBytes into) {
    int start = into.length();
    if (!write(data, from, to, into)) {
      into.cut(start);
      into.add(OTHER);
      into.add(data, from, Math.min(LONGEST, to - from));
      into.add(0);
    }
  }
}
