package dev.tusk.core.export;

import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// JSON and JSON Lines: an object a row, numbers and booleans bare, json nested as it is.
///
/// A number that JSON cannot say (`NaN`, `Infinity`) is a string. A column name that repeats gets
/// `_2`, `_3`, so that no value is lost to a reader.
final class JsonFormat implements TextWriter.TextFormat, RowPage.CellReader {
  private static final byte[][] ESCAPES = ByteOut.escapes();
  private static final byte[][] LINE_BREAKS = ByteOut.escapes();

  static {
    for (int i = 0; i < 0x20; i++) {
      ESCAPES[i] = ByteOut.bytes("\\u%04x".formatted(i));
    }
    ESCAPES['"'] = ByteOut.bytes("\\\"");
    ESCAPES['\\'] = ByteOut.bytes("\\\\");
    ESCAPES['\n'] = ByteOut.bytes("\\n");
    ESCAPES['\r'] = ByteOut.bytes("\\r");
    ESCAPES['\t'] = ByteOut.bytes("\\t");
    LINE_BREAKS['\n'] = ByteOut.bytes(" ");
    LINE_BREAKS['\r'] = ByteOut.bytes(" ");
  }

  /// What stands around the rows.
  ///
  /// @param first before the first row
  /// @param next before each other row
  /// @param after behind each row
  /// @param none in the end, when there are no rows
  /// @param lines whether a row must be one line
  private record Layout(
      String begin,
      String first,
      String next,
      String after,
      String none,
      String end,
      boolean lines) {
    static final Layout ARRAY = new Layout("[", "\n", ",\n", "", "]\n", "\n]\n", false);
    static final Layout ELEMENT = new Layout("[", "\n", ",\n", "", "]", "\n]", false);
    static final Layout LINES = new Layout("", "", "", "\n", "", "", true);

    static Layout numbered(int statement) {
      String before = "{\"statement\":" + statement + ",\"row\":";
      return new Layout("", before, before, "}\n", "", "", true);
    }
  }

  private final Layout layout;
  private final byte[] next;
  private final byte[] after;
  private final Kind[] kinds;
  private final byte[][] keys;
  private ByteOut out = ByteOut.NOWHERE;
  private Kind kind = Kind.TEXT;

  private JsonFormat(Layout layout, List<ResultColumn> columns) {
    this.layout = layout;
    this.next = ByteOut.bytes(layout.next());
    this.after = ByteOut.bytes(layout.after());
    this.kinds = columns.stream().map(ResultColumn::kind).toArray(Kind[]::new);
    this.keys = distinct(columns).stream().map(ByteOut::bytes).toArray(byte[][]::new);
  }

  /// A document.
  static JsonFormat array(List<ResultColumn> columns) {
    return new JsonFormat(Layout.ARRAY, columns);
  }

  /// An array within another, without the end of its line.
  static JsonFormat element(List<ResultColumn> columns) {
    return new JsonFormat(Layout.ELEMENT, columns);
  }

  /// An object a line.
  static JsonFormat lines(List<ResultColumn> columns) {
    return new JsonFormat(Layout.LINES, columns);
  }

  /// An object a line, with the number of the statement that gave the row.
  static JsonFormat numbered(int statement, List<ResultColumn> columns) {
    return new JsonFormat(Layout.numbered(statement), columns);
  }

  @Override
  public void begin(ByteOut to) {
    out = to;
    out.put(layout.begin());
  }

  @Override
  public void row(long row, Cells cells, ByteOut to) {
    if (row == 0) {
      out.put(layout.first());
    } else {
      out.put(next);
    }
    out.put('{');
    for (int i = 0; i < kinds.length; i++) {
      if (i > 0) {
        out.put(',');
      }
      quote(keys[i], 0, keys[i].length);
      out.put(':');
      kind = kinds[i];
      cells.read(i, this);
    }
    out.put('}');
    out.put(after);
  }

  @Override
  public void end(long rows, ByteOut to) {
    out.put(rows == 0 ? layout.none() : layout.end());
  }

  @Override
  public void nul() {
    out.put("null");
  }

  @Override
  public void value(byte[] data, int offset, int length) {
    switch (kind) {
      case BOOLEAN -> {
        if (length == 1 && (data[offset] == 't' || data[offset] == 'f')) {
          out.put(data[offset] == 't' ? "true" : "false");
        } else {
          quote(data, offset, length);
        }
      }
      case NUMBER -> {
        if (NumberText.isNumber(data, offset, length)) {
          out.put(data, offset, length);
        } else {
          quote(data, offset, length);
        }
      }
      case JSON -> {
        // Line breaks stand only between JSON's tokens, never inside them.
        if (layout.lines()) {
          out.putEscaped(data, offset, length, LINE_BREAKS);
        } else {
          out.put(data, offset, length);
        }
      }
      case TEXT, TIME, BYTES, UUID, ENUM, ARRAY, OTHER -> quote(data, offset, length);
    }
  }

  private void quote(byte[] data, int offset, int length) {
    out.put('"');
    out.putEscaped(data, offset, length, ESCAPES);
    out.put('"');
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
}
