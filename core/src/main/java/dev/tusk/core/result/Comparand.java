package dev.tusk.core.result;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// What the values of a column are compared with, as the server does: numbers, dates and times by
/// what they mean, everything else by its bytes, as `COLLATE "C"` does. Confined to one thread.
final class Comparand {
  private final Kind kind;
  private final byte[] value;
  private final SortBytes cell = new SortBytes();

  /// How a column compares.
  private enum Kind {
    BYTES,
    DECIMAL,
    MONEY,
    DATE,
    TIMESTAMP,
    /// Moments without a zone are those of the session, as the cells are printed.
    LOCAL,
    TIME,
    INTERVAL
  }

  /// @param text one that [#refusal] does not refuse
  Comparand(ResultColumn column, String text) {
    String plain = plain(column, text);
    this.kind = kind(column, plain);
    SortBytes bytes = new SortBytes();
    byte[] data = plain.getBytes(StandardCharsets.UTF_8);
    if (!write(kind, data, 0, data.length, bytes)) {
      throw new IllegalArgumentException(refusal(column, text));
    }
    this.value = kind == Kind.BYTES ? data : Arrays.copyOf(bytes.bytes(), bytes.length());
  }

  /// Why a text is no value of a column; empty when it is one.
  static String refusal(ResultColumn column, String text) {
    String plain = plain(column, text);
    Kind kind = kind(column, plain);
    byte[] data = plain.getBytes(StandardCharsets.UTF_8);
    if (column.typeName().equals("bool") && !plain.equals("t") && !plain.equals("f")) {
      return "'" + text + "' is no boolean: write true or false";
    }
    if (kind == Kind.MONEY && plain.chars().noneMatch(c -> c == '.' || c == ',')) {
      return "Write an amount as the server prints it, for example $10.00";
    }
    return write(kind, data, 0, data.length, new SortBytes())
        ? ""
        : "'" + text + "' is no value of type " + column.typeName();
  }

  /// Less than 0, 0, or more than 0.
  ///
  /// @return `Integer.MIN_VALUE` when the cell is none of its type's usual texts
  int compare(byte[] data, int from, int to) {
    if (kind == Kind.BYTES) {
      return Integer.signum(Arrays.compareUnsigned(data, from, to, value, 0, value.length));
    }
    cell.clear();
    return write(kind, data, from, to, cell)
        ? Integer.signum(
            Arrays.compareUnsigned(cell.bytes(), 0, cell.length(), value, 0, value.length))
        : Integer.MIN_VALUE;
  }

  private static boolean write(Kind kind, byte[] data, int from, int to, SortBytes into) {
    return switch (kind) {
      case BYTES -> true;
      case DECIMAL -> Sorting.DECIMAL.write(data, from, to, into);
      case MONEY -> Sorting.MONEY.write(data, from, to, into);
      case DATE -> Sorting.DATE.write(data, from, to, into);
      case TIMESTAMP -> Sorting.TIMESTAMP.write(data, from, to, into);
      case LOCAL -> new MomentOrder(data, from, to).local(into);
      case TIME -> Sorting.TIME.write(data, from, to, into);
      case INTERVAL -> Sorting.INTERVAL.write(data, from, to, into);
    };
  }

  private static Kind kind(ResultColumn column, String value) {
    return switch (column.typeName()) {
      case "int2", "int4", "int8", "oid", "xid", "xid8", "cid", "numeric", "float4", "float8" ->
          Kind.DECIMAL;
      case "money" -> Kind.MONEY;
      case "date" -> Kind.DATE;
      case "timestamp" -> Kind.LOCAL;
      case "timestamptz" -> zoned(value) ? Kind.TIMESTAMP : Kind.LOCAL;
      case "time", "timetz" -> Kind.TIME;
      case "interval" -> Kind.INTERVAL;
      default -> Kind.BYTES;
    };
  }

  private static boolean zoned(String moment) {
    int clock = moment.lastIndexOf(':');
    int day = moment.indexOf(' ');
    return clock >= 0 && (moment.indexOf('+', day + 1) > day || moment.indexOf('-', day + 1) > day);
  }

  /// The value as the server would print it, where people write it shorter.
  private static String plain(ResultColumn column, String text) {
    String value = text.strip();
    return switch (column.typeName()) {
      case "bool" ->
          switch (value.toLowerCase(Locale.ROOT)) {
            case "t", "true", "yes", "on", "1" -> "t";
            case "f", "false", "no", "off", "0" -> "f";
            default -> value;
          };
      case "uuid" -> value.toLowerCase(Locale.ROOT);
      case "int2", "int4", "int8", "numeric", "float4", "float8" -> number(value);
      case "timestamp", "timestamptz" -> moment(value);
      case "time", "timetz" -> clock(value);
      default -> text;
    };
  }

  private static String number(String value) {
    String plain = value.startsWith("+") ? value.substring(1) : value;
    return switch (plain.toLowerCase(Locale.ROOT)) {
      case "nan" -> "NaN";
      case "infinity", "inf" -> "Infinity";
      case "-infinity", "-inf" -> "-Infinity";
      default -> plain.replace('E', 'e');
    };
  }

  private static String moment(String value) {
    if (!value.isEmpty() && value.matches("\\d{4,7}-\\d\\d-\\d\\d")) {
      return value + " 00:00:00";
    }
    String spaced = value.replaceFirst("(?<=\\d)[Tt](?=\\d)", " ").replaceFirst("[Zz]$", "+00");
    int day = spaced.indexOf(' ');
    return day < 0 ? spaced : spaced.substring(0, day + 1) + clock(spaced.substring(day + 1));
  }

  /// `14:02` with seconds.
  private static String clock(String value) {
    return value.replaceFirst("^(\\d\\d:\\d\\d)(?!:)", "$1:00");
  }
}
