package dev.tusk.cli.print;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.RowPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes JSON, or JSON Lines: an object a row, numbers and booleans bare, json nested as it is.
///
/// JSON is one document: the rows of the one result, or an array of results. A result that proves
/// to be the first of several is put into such an array while it is held, up to 64 KB.
///
/// A number that JSON cannot say (`NaN`, `Infinity`) is a string. A column name that repeats gets
/// `_2`, `_3`, so that no value is lost to a reader.
final class JsonPrinter implements ResultPrinter {
  private static final int FLUSHED_FROM = 1 << 16;

  private final OutputStream out;
  private final boolean lines;
  private boolean several;
  private final StringBuilder text = new StringBuilder();
  private List<ResultColumn> columns = List.of();
  private List<String> keys = List.of();
  private boolean first = true;
  private boolean anyResult;
  private boolean anyWritten;
  private int statement;

  /// Writes to `out` as UTF-8.
  ///
  /// @param several whether the run has more than one statement: then JSON is an array of results,
  ///     and JSON Lines carry the statement's number
  JsonPrinter(OutputStream out, boolean lines, boolean several) {
    this.out = out;
    this.lines = lines;
    this.several = several;
  }

  @Override
  public void begin(int number, List<ResultColumn> described) throws IOException {
    statement = number;
    columns = described;
    keys = distinct(described);
    if (!lines) {
      if (anyResult && !several) {
        becomeSeveral();
      }
      text.append(several ? (anyResult ? ",\n[" : "[\n[") : "[");
      anyResult = true;
      first = true;
    }
  }

  /// A rule gives one statement several results. The first is still held, unless it is long; then
  /// nothing can make one document of both.
  private void becomeSeveral() throws IOException {
    if (anyWritten) {
      flush();
      throw new IOException(
          "the statement gives several results, and the first is written as the only one already;"
              + " use --format jsonl");
    }
    several = true;
    text.insert(0, "[\n").setLength(text.length() - 1);
  }

  @Override
  public void rows(RowPage page) throws IOException {
    for (int row = 0; row < page.rowCount(); row++) {
      if (!lines) {
        text.append(first ? "\n" : ",\n");
        first = false;
      } else if (several) {
        text.append("{\"statement\":").append(statement).append(",\"row\":");
      }
      text.append('{');
      for (int column = 0; column < keys.size(); column++) {
        if (column > 0) {
          text.append(',');
        }
        quote(keys.get(column));
        text.append(':');
        value(columns.get(column), page.text(row, column));
      }
      text.append('}');
      if (lines) {
        text.append(several ? "}\n" : "\n");
      }
      if (text.length() > FLUSHED_FROM) {
        flush();
      }
    }
  }

  @Override
  public void end(long rows) throws IOException {
    if (!lines) {
      text.append(rows == 0 ? "]" : "\n]");
      if (!several) {
        text.append('\n');
        return;
      }
    }
    flush();
  }

  @Override
  public void finish() throws IOException {
    if (!lines && several) {
      text.append(anyResult ? "\n]\n" : "[]\n");
    }
    flush();
    out.flush();
  }

  private void value(ResultColumn column, @Nullable String value) {
    if (value == null) {
      text.append("null");
      return;
    }
    switch (column.kind()) {
      case BOOLEAN -> text.append(value.equals("t") ? "true" : "false");
      case NUMBER -> {
        if (isJsonNumber(value)) {
          text.append(value);
        } else {
          quote(value);
        }
      }
      // Line breaks stand only between JSON's tokens, never inside them.
      case JSON -> text.append(lines ? value.replace('\n', ' ').replace('\r', ' ') : value);
      case TEXT, TIME, BYTES, UUID, ENUM, ARRAY, OTHER -> quote(value);
    }
  }

  private static boolean isJsonNumber(String value) {
    int i = value.startsWith("-") ? 1 : 0;
    int digits = i;
    while (i < value.length() && Character.isDigit(value.charAt(i))) {
      i++;
    }
    if (i == digits || (value.charAt(digits) == '0' && i - digits > 1)) {
      return false;
    }
    return value.substring(i).matches("(\\.\\d+)?([eE][+-]?\\d+)?");
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static List<String> distinct(List<ResultColumn> columns) {
    Set<String> taken = new HashSet<>();
    columns.forEach(column -> taken.add(column.name()));
    Set<String> used = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (ResultColumn column : columns) {
      String name = column.name();
      for (int number = 2; !used.add(name); number++) {
        String next = column.name() + "_" + number;
        name = taken.contains(next) ? name : next;
      }
      names.add(name);
    }
    return names;
  }

  private void flush() throws IOException {
    anyWritten |= !text.isEmpty();
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }
}
