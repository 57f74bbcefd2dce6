package dev.tusk.core.result;

import java.nio.charset.StandardCharsets;

/// Writes intervals, in any IntervalStyle, so that their bytes compare as PostgreSQL compares them:
/// a month has thirty days and a day 24 hours. For one value.
final class IntervalOrder {
  private static final long DAY = 86_400_000_000L;

  private final String text;

  IntervalOrder(byte[] data, int from, int to) {
    text = new String(data, from, to - from, StandardCharsets.UTF_8);
  }

  boolean write(SortBytes into) {
    if (text.equals("infinity") || text.equals("-infinity")) {
      into.add(text.startsWith("-") ? 0x10 : 0x60);
      return true;
    }
    Interval read;
    try {
      read = Interval.parse(text);
    } catch (NumberFormatException | IndexOutOfBoundsException unknown) {
      return false;
    }
    into.addInteger(30 * read.months() + read.days() + Math.floorDiv(read.micros(), DAY));
    into.addInteger(Math.floorMod(read.micros(), DAY));
    return true;
  }
}
