package dev.tusk.core.result;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An interval as PostgreSQL keeps it: its months, days and microseconds are apart.
record Interval(long months, long days, long micros) {
  static final Interval ZERO = new Interval(0, 0, 0);

  private static final long SECOND = 1_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final double MICROS = 1e6;
  private static final double SECONDS_OF_DAY = 86_400;
  private static final double DAYS_OF_MONTH = 30;

  /// How the server writes intervals: its `IntervalStyle`.
  enum Style {
    POSTGRES,
    POSTGRES_VERBOSE,
    ISO_8601,
    SQL_STANDARD
  }

  /// Reads a text of any style.
  ///
  /// @throws NumberFormatException or IndexOutOfBoundsException when it is none
  static Interval parse(String text) {
    return new Reading().read(text);
  }

  /// The style of a text; null when it means the same in two, as `10:00:00` does.
  static @Nullable Style style(String text) {
    if (text.startsWith("@")) {
      return Style.POSTGRES_VERBOSE;
    }
    if (text.startsWith("P")) {
      return Style.ISO_8601;
    }
    if (text.chars().anyMatch(Character::isLetter)) {
      return Style.POSTGRES;
    }
    boolean clock = text.matches("-?\\d\\d+:[\\d:.]+");
    return !clock ? Style.SQL_STANDARD : text.matches("-?0.*") ? Style.POSTGRES : null;
  }

  /// @throws ArithmeticException when a part does not fit
  Interval plus(Interval other) {
    return new Interval(
        Math.addExact(months, other.months),
        Math.addExact(days, other.days),
        Math.addExact(micros, other.micros));
  }

  /// A part of it, rounded as the server does: what is left of months goes to days of thirty a
  /// month, what is left of days to the time.
  Interval dividedBy(long count) {
    double by = count;
    long wholeMonths = (long) (months / by);
    long wholeDays = (long) (days / by);
    double ofMonths = rounded((months / by - wholeMonths) * DAYS_OF_MONTH);
    double seconds = rounded((days / by - wholeDays + ofMonths - (long) ofMonths) * SECONDS_OF_DAY);
    if (Math.abs(seconds) >= SECONDS_OF_DAY) {
      long more = (long) (seconds / SECONDS_OF_DAY);
      wholeDays += more;
      seconds -= more * SECONDS_OF_DAY;
    }
    return new Interval(
        wholeMonths, wholeDays + (long) ofMonths, (long) Math.rint(micros / by + seconds * MICROS));
  }

  private static double rounded(double seconds) {
    return Math.rint(seconds * MICROS) / MICROS;
  }

  /// As the server writes it.
  String text(Style style) {
    return new Writing(this).text(style);
  }

  /// The fields of an interval, all of which may have a sign, in the four styles.
  private static final class Writing {
    private final long years;
    private final long months;
    private final long days;
    private final long hours;
    private final long minutes;
    private final long seconds;
    private final long fraction;
    private final StringBuilder out = new StringBuilder();
    private boolean before;

    Writing(Interval of) {
      years = of.months / 12;
      months = of.months % 12;
      days = of.days;
      hours = of.micros / HOUR;
      minutes = of.micros % HOUR / MINUTE;
      seconds = of.micros % MINUTE / SECOND;
      fraction = of.micros % SECOND;
    }

    String text(Style style) {
      switch (style) {
        case POSTGRES -> postgres();
        case POSTGRES_VERBOSE -> verbose();
        case ISO_8601 -> iso();
        case SQL_STANDARD -> standard();
      }
      return out.toString();
    }

    private boolean hasTime() {
      return hours != 0 || minutes != 0 || seconds != 0 || fraction != 0;
    }

    private boolean timeBelow() {
      return hours < 0 || minutes < 0 || seconds < 0 || fraction < 0;
    }

    private void postgres() {
      words(years, "year");
      words(months, "mon");
      words(days, "day");
      if (out.isEmpty() || hasTime()) {
        out.append(out.isEmpty() ? "" : " ").append(timeBelow() ? "-" : before ? "+" : "");
        clock("%02d:%02d:");
      }
    }

    private void words(long value, String unit) {
      if (value != 0) {
        out.append(out.isEmpty() ? "" : " ").append(before && value > 0 ? "+" : "").append(value);
        out.append(' ').append(unit).append(value == 1 ? "" : "s");
        before = value < 0;
      }
    }

    private void verbose() {
      verbose(years, "year");
      verbose(months, "mon");
      verbose(days, "day");
      verbose(hours, "hour");
      verbose(minutes, "min");
      if (seconds != 0 || fraction != 0) {
        boolean below = seconds < 0 || fraction < 0;
        before = out.isEmpty() ? below : before;
        out.append(' ').append(below == before ? "" : "-");
        second("%d");
        out.append(Math.abs(seconds) == 1 && fraction == 0 ? " sec" : " secs");
      }
      out.append(out.isEmpty() ? " 0" : "").append(before ? " ago" : "").insert(0, '@');
    }

    /// The first that is not zero tells whether all are written the other way round.
    private void verbose(long value, String unit) {
      if (value != 0) {
        before = out.isEmpty() ? value < 0 : before;
        long shown = before ? -value : value;
        out.append(' ').append(shown).append(' ').append(unit).append(shown == 1 ? "" : "s");
      }
    }

    private void iso() {
      out.append('P');
      letter(years, 'Y');
      letter(months, 'M');
      letter(days, 'D');
      if (hasTime() || out.length() == 1) {
        out.append('T');
        letter(hours, 'H');
        letter(minutes, 'M');
        if (seconds != 0 || fraction != 0 || out.length() == 2) {
          out.append(seconds < 0 || fraction < 0 ? "-" : "");
          second("%d");
          out.append('S');
        }
      }
    }

    private void letter(long value, char unit) {
      if (value != 0) {
        out.append(value).append(unit);
      }
    }

    private void standard() {
      boolean below = years < 0 || months < 0 || days < 0 || timeBelow();
      boolean timeAbove = hours > 0 || minutes > 0 || seconds > 0 || fraction > 0;
      boolean above = years > 0 || months > 0 || days > 0 || timeAbove;
      boolean toMonths = years != 0 || months != 0;
      boolean toTime = days != 0 || hasTime();
      if (!below && !above) {
        out.append('0');
      } else if ((below && above) || (toMonths && toTime)) {
        out.append(years < 0 || months < 0 ? '-' : '+').append(Math.abs(years));
        out.append('-').append(Math.abs(months));
        out.append(days < 0 ? " -" : " +").append(Math.abs(days));
        out.append(timeBelow() ? " -" : " +");
        clock("%d:%02d:");
      } else {
        out.append(below ? "-" : "");
        if (toMonths) {
          out.append(Math.abs(years)).append('-').append(Math.abs(months));
        } else {
          out.append(days == 0 ? "" : Math.abs(days) + " ");
          clock("%d:%02d:");
        }
      }
    }

    private void clock(String pattern) {
      out.append(String.format(Locale.ROOT, pattern, Math.abs(hours), Math.abs(minutes)));
      second("%02d");
    }

    private void second(String pattern) {
      out.append(String.format(Locale.ROOT, pattern, Math.abs(seconds)));
      if (fraction != 0) {
        String digits = String.format(Locale.ROOT, ".%06d", Math.abs(fraction));
        out.append(digits.replaceFirst("0+$", ""));
      }
    }
  }

  /// Adds up what a text says.
  private static final class Reading {
    private long months;
    private long days;
    private long micros;

    Interval read(String text) {
      if (text.startsWith("P")) {
        iso(text);
      } else {
        words(text);
      }
      return new Interval(months, days, micros);
    }

    /// `P1Y2M-3DT4H5M6.789S`.
    private void iso(String text) {
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
    private void words(String text) {
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
          long sum =
              12 * Long.parseLong(unsigned(word.substring(0, dash)))
                  + Long.parseLong(word.substring(dash + 1));
          months += word.startsWith("-") ? -sum : sum;
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
      long total = Long.parseLong(parts[0]) * HOUR + Long.parseLong(parts[1]) * MINUTE;
      long sum = total + (parts.length > 2 ? seconds(parts[2]) : 0);
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
        case "TM", "min", "mins" -> micros += sign * Long.parseLong(number) * MINUTE;
        case "TH", "hour", "hours" -> micros += sign * Long.parseLong(number) * HOUR;
        case "D", "day", "days" -> days += sign * Long.parseLong(number);
        case "M", "mon", "mons" -> months += sign * Long.parseLong(number);
        case "Y", "year", "years" -> months += sign * Long.parseLong(number) * 12;
        default -> throw new NumberFormatException(unit);
      }
    }
  }
}
