package dev.tusk.core.result;

import java.nio.charset.StandardCharsets;

/// Writes intervals, in any IntervalStyle, so that their bytes compare as PostgreSQL compares them:
/// a month has thirty days and a day 24 hours. For one value.
final class IntervalOrder {
  private static final long SECOND = 1_000_000L;
  private static final long DAY = 86_400 * SECOND;

  private final String text;
  private long days;
  private long micros;

  IntervalOrder(byte[] data, int from, int to) {
    text = new String(data, from, to - from, StandardCharsets.UTF_8);
  }

  boolean write(SortBytes into) {
    if (text.equals("infinity") || text.equals("-infinity")) {
      into.add(text.startsWith("-") ? 0x10 : 0x60);
      return true;
    }
    try {
      if (text.startsWith("P")) {
        iso();
      } else {
        words();
      }
    } catch (NumberFormatException | IndexOutOfBoundsException unknown) {
      return false;
    }
    into.addInteger(days + Math.floorDiv(micros, DAY));
    into.addInteger(Math.floorMod(micros, DAY));
    return true;
  }

  /// `P1Y2M-3DT4H5M6.789S`.
  private void iso() {
    boolean time = false;
    int start = 1;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'T') {
        time = true;
        start = i + 1;
      } else if (Character.isLetter(c)) {
        add(text.substring(start, i), time ? "T" + c : String.valueOf(c), 1);
        start = i + 1;
      }
    }
    if (start != text.length()) {
      throw new NumberFormatException(text);
    }
  }

  /// `1 year 2 mons -3 days +04:05:06.789`, `@ 1 year ago`, `+1-2 -3 +4:05:06`.
  private void words() {
    String[] words = text.split(" ", -1);
    int sign = text.endsWith(" ago") ? -1 : 1;
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (word.equals("@") || word.equals("ago")) {
        continue;
      }
      int dash = word.indexOf('-', 1);
      if (word.indexOf(':') > 0) {
        clock(word);
      } else if (dash > 0) {
        long months =
            12 * Long.parseLong(unsigned(word.substring(0, dash)))
                + Long.parseLong(word.substring(dash + 1));
        days += 30 * (word.startsWith("-") ? -months : months);
      } else if (i + 1 < words.length && isWord(words[i + 1])) {
        add(word, words[++i], sign);
      } else {
        days += Long.parseLong(word);
        // In the SQL standard's style the sign of the days is that of the time behind them.
        if (word.startsWith("-")
            && i + 1 < words.length
            && Character.isDigit(words[i + 1].charAt(0))) {
          clock("-" + words[++i]);
        }
      }
    }
  }

  private static boolean isWord(String text) {
    return !text.isEmpty() && Character.isLetter(text.charAt(0));
  }

  private static String unsigned(String number) {
    return number.startsWith("-") || number.startsWith("+") ? number.substring(1) : number;
  }

  /// `-04:05:06.789`.
  private void clock(String word) {
    String[] parts = unsigned(word).split(":", -1);
    long total = Long.parseLong(parts[0]) * 3600 + Long.parseLong(parts[1]) * 60;
    long sum = total * SECOND + (parts.length > 2 ? seconds(parts[2]) : 0);
    micros += word.startsWith("-") ? -sum : sum;
  }

  private static long seconds(String number) {
    String plain = unsigned(number);
    int point = plain.indexOf('.');
    long whole = Long.parseLong(point < 0 ? plain : plain.substring(0, point)) * SECOND;
    String fraction = point < 0 ? "" : plain.substring(point + 1);
    long sum = whole + Long.parseLong((fraction + "000000").substring(0, 6));
    return number.startsWith("-") ? -sum : sum;
  }

  private void add(String number, String unit, int sign) {
    switch (unit) {
      case "S", "TS", "sec", "secs" -> micros += sign * seconds(number);
      case "TM", "min", "mins" -> micros += sign * Long.parseLong(number) * 60 * SECOND;
      case "TH", "hour", "hours" -> micros += sign * Long.parseLong(number) * 3600 * SECOND;
      case "D", "day", "days" -> days += sign * Long.parseLong(number);
      case "M", "mon", "mons" -> days += sign * Long.parseLong(number) * 30;
      case "Y", "year", "years" -> days += sign * Long.parseLong(number) * 360;
      default -> throw new NumberFormatException(unit);
    }
  }
}
