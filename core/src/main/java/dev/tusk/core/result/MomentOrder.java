package dev.tusk.core.result;

/// Writes dates and times, as PostgreSQL prints them in DateStyle ISO, so that their bytes compare
/// as the moments do. For one value.
final class MomentOrder {
  private static final int BEFORE_ALL = 0x10;
  private static final int AFTER_ALL = 0x60;
  private static final long DAY = 86_400_000_000L;

  private final byte[] data;
  private final int to;
  private final boolean beforeChrist;
  private int at;
  private boolean wrong;

  MomentOrder(byte[] data, int from, int to) {
    this.data = data;
    this.at = from;
    this.beforeChrist =
        to - from > 3 && data[to - 1] == 'C' && data[to - 2] == 'B' && data[to - 3] == ' ';
    this.to = beforeChrist ? to - 3 : to;
  }

  boolean date(SortBytes into) {
    if (infinity(into)) {
      return true;
    }
    into.addInteger(days());
    return done();
  }

  boolean timestamp(SortBytes into) {
    if (infinity(into)) {
      return true;
    }
    long days = days();
    expect(' ');
    long micros = clock();
    into.addInteger(days * DAY + micros - zone());
    return done();
  }

  /// A timestamp by its date and clock, whatever its zone.
  boolean local(SortBytes into) {
    if (infinity(into)) {
      return true;
    }
    long days = days();
    expect(' ');
    long micros = clock();
    var _ = zone();
    into.addInteger(days * DAY + micros);
    return done();
  }

  boolean time(SortBytes into) {
    long micros = clock();
    boolean zoned = at < to;
    long zone = zone();
    into.addInteger(micros - zone);
    if (zoned) {
      // Of the same moment the zone farther east is the smaller.
      into.addInteger(-zone);
    }
    return done();
  }

  private boolean done() {
    return !wrong && at == to;
  }

  private boolean infinity(SortBytes into) {
    boolean after = DecimalOrder.is(data, at, to, "infinity");
    boolean before = DecimalOrder.is(data, at, to, "-infinity");
    if (after || before) {
      into.add(after ? AFTER_ALL : BEFORE_ALL);
    }
    return after || before;
  }

  /// Days since 1970-01-01 of `2026-11-29`, in the Gregorian calendar for all time.
  private long days() {
    long year = number(4, 7);
    expect('-');
    long month = number(2, 2);
    expect('-');
    long day = number(2, 2);
    long common = beforeChrist ? 1 - year : year;
    long y = month <= 2 ? common - 1 : common;
    long century = Math.floorDiv(y, 400);
    long ofCentury = y - century * 400;
    long dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return century * 146_097
        + ofCentury * 365
        + ofCentury / 4
        - ofCentury / 100
        + dayOfYear
        - 719_468;
  }

  /// Microseconds of `14:02:11.407`.
  private long clock() {
    long seconds = number(2, 2) * 3600;
    expect(':');
    seconds += number(2, 2) * 60;
    expect(':');
    seconds += number(2, 2);
    long micros = 0;
    if (at < to && data[at] == '.') {
      at++;
      for (long unit = 100_000; unit > 0 && isDigit(); unit /= 10) {
        micros += (data[at++] - '0') * unit;
      }
    }
    return seconds * 1_000_000 + micros;
  }

  /// Microseconds east of UTC of `+01`, `-03:30`, `+00:19:32`; 0 when there is none.
  private long zone() {
    if (at == to) {
      return 0;
    }
    boolean west = data[at] == '-';
    wrong |= !west && data[at] != '+';
    at++;
    long seconds = number(2, 2) * 3600;
    for (long unit = 60; unit > 0 && at < to && data[at] == ':'; unit /= 60) {
      at++;
      seconds += number(2, 2) * unit;
    }
    return (west ? -seconds : seconds) * 1_000_000;
  }

  private boolean isDigit() {
    return at < to && data[at] >= '0' && data[at] <= '9';
  }

  private long number(int least, int most) {
    long value = 0;
    int digits = 0;
    while (digits < most && isDigit()) {
      value = value * 10 + data[at++] - '0';
      digits++;
    }
    wrong |= digits < least;
    return value;
  }

  private void expect(char c) {
    if (at < to && data[at] == c) {
      at++;
    } else {
      wrong = true;
    }
  }
}
