package dev.tusk.swing.editor.cell;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.swing.kit.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// A text as rows: broken at its line breaks, and where a line has more columns than fit. Knows
/// where every 32nd kilobyte begins and finds the rows between by reading again, so that a value of
/// any length takes little memory. Immutable.
final class TextRows implements Rows {
  /// Columns of a row that is not wrapped: a longer line goes on in the next row.
  static final int UNWRAPPED = 2_000;

  private static final int TAB = 4;
  private static final int STRIDE = 1 << 15;
  private static final int REPORT_EVERY = 1 << 23;

  private final ValueBytes value;
  private final int columns;

  /// Rows that are known by their start, and which ones they are.
  private final long[] starts;

  private final long[] numbers;
  private final int known;
  private final long rows;
  private final long lines;
  private final long characters;
  private final int widest;

  private TextRows(ValueBytes value, int columns, Scan scan) {
    this.value = value;
    this.columns = columns;
    this.starts = scan.starts;
    this.numbers = scan.numbers;
    this.known = scan.known;
    this.rows = scan.rows;
    this.lines = scan.lines;
    this.characters = scan.characters;
    this.widest = scan.widest;
  }

  /// Goes through the text once.
  ///
  /// @param columns a row has at most; a wide character counts twice
  /// @param soFar gets what is known, now and then
  /// @throws java.util.concurrent.CancellationException when cancelled
  static TextRows of(
      ValueBytes value, int columns, Cancellation cancellation, Consumer<TextRows> soFar) {
    var scan = new Scan();
    var in = new ByteReader(value, 0, cancellation);
    var report = (long) REPORT_EVERY;
    while (in.peek() >= 0) {
      scan.add(in.position());
      scan.row(in, columns);
      if (in.position() > report) {
        soFar.accept(new TextRows(value, columns, scan));
        report += REPORT_EVERY;
      }
    }
    if (scan.endsInBreak || scan.rows == 0) {
      scan.add(in.position());
    }
    return new TextRows(value, columns, scan);
  }

  @Override
  public long count() {
    return rows;
  }

  /// How many lines the text has.
  long lines() {
    return lines;
  }

  /// How many characters, line breaks with them.
  long characters() {
    return characters;
  }

  @Override
  public int columns() {
    return widest;
  }

  @Override
  public long rowOf(long place) {
    var found = at(starts, place);
    var in = new ByteReader(value, starts[found], Cancellation.create());
    var row = numbers[found];
    var scan = new Scan();
    while (in.peek() >= 0) {
      scan.row(in, columns);
      if (in.position() > place) {
        break;
      }
      row++;
    }
    return Math.min(row, rows - 1);
  }

  @Override
  public List<Row> read(long first, int count) {
    if (first >= rows || count <= 0) {
      return List.of();
    }
    var found = at(numbers, first);
    var in = new ByteReader(value, starts[found], Cancellation.create());
    var scan = new Scan();
    for (var row = numbers[found]; row < first; row++) {
      scan.row(in, columns);
    }
    var last = Math.min(rows, first + count);
    var read = new ArrayList<Row>();
    var lineStart = first == 0 || scan.endsInBreak || startsLine(in.position());
    for (var row = first; row < last; row++) {
      var from = in.position();
      scan.row(in, columns);
      read.add(row(from, (int) (in.position() - from), lineStart));
      lineStart = scan.endsInBreak;
    }
    return read;
  }

  private boolean startsLine(long place) {
    var before = place == 0 ? new byte[0] : value.read(place - 1, 1);
    return before.length == 0 || before[0] == '\n';
  }

  private int at(long[] sorted, long wanted) {
    var found = Arrays.binarySearch(sorted, 0, known, wanted);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  private Row row(long from, int length, boolean lineStart) {
    var bytes = value.read(from, length);
    var end = bytes.length;
    if (end > 0 && bytes[end - 1] == '\n') {
      end--;
      if (end > 0 && bytes[end - 1] == '\r') {
        end--;
      }
    }
    var shown = new StringBuilder(end);
    var places = new long[end + 16];
    var column = 0;
    for (var at = 0; at < end; ) {
      var size = size(bytes[at]);
      var stop = Math.min(at + size, end);
      var painted = painted(bytes, at, stop, column);
      places = fill(places, shown.length(), painted.length(), from + at);
      shown.append(painted);
      column += bytes[at] == '\t' ? painted.length() : wide(bytes[at]) ? 2 : 1;
      at = stop;
    }
    places = fill(places, shown.length(), 1, from + end);
    return new Row(shown.toString(), Arrays.copyOf(places, shown.length() + 1), lineStart);
  }

  private static long[] fill(long[] places, int from, int count, long place) {
    var all = from + count > places.length ? Arrays.copyOf(places, (from + count) * 3 / 2) : places;
    Arrays.fill(all, from, from + count, place);
    return all;
  }

  /// A character as it is painted: a tab as blanks, what cannot be seen by its number.
  private static String painted(byte[] bytes, int from, int to, int column) {
    var c = bytes[from];
    if (c == '\t') {
      return " ".repeat(TAB - column % TAB);
    }
    if (c == '\r') {
      return "␍";
    }
    if (c >= ' ' && c < 0x7F) {
      return String.valueOf((char) c);
    }
    var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    var point = text.codePointAt(0);
    return point == '\u2028' || point == '\u2029'
        ? String.format(Locale.ROOT, "‹U+%04X›", point)
        : SafeText.visible(text);
  }

  private static int size(byte first) {
    return first >= 0 ? 1 : (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
  }

  /// Most letters of East Asia and most pictures take two columns.
  private static boolean wide(int first) {
    return (first & 0xFF) >= 0xE3 && (first & 0xFF) != 0xEF;
  }

  /// Where the rows are, found by going through the bytes.
  private static final class Scan {
    private long[] starts = new long[64];
    private long[] numbers = new long[64];
    private int known;
    private long rows;
    private long lines = 1;
    private long characters;
    private int widest;
    private boolean endsInBreak;

    /// Counts a row, and remembers its start when the last one known is far.
    void add(long start) {
      if (known == 0 || start - starts[known - 1] >= STRIDE) {
        if (known == starts.length) {
          starts = Arrays.copyOf(starts, 2 * known);
          numbers = Arrays.copyOf(numbers, 2 * known);
        }
        starts[known] = start;
        numbers[known++] = rows;
      }
      rows++;
    }

    /// Reads a row.
    void row(ByteReader in, int columns) {
      var column = 0;
      endsInBreak = false;
      while (true) {
        var c = in.peek();
        if (c < 0) {
          break;
        }
        if (c == '\n') {
          var _ = in.next();
          lines++;
          characters++;
          endsInBreak = true;
          break;
        }
        var width = c == '\t' ? TAB - column % TAB : wide(c) ? 2 : 1;
        if (column > 0 && column + width > columns) {
          break;
        }
        column += width;
        characters++;
        var _ = in.next();
        while ((in.peek() & 0xC0) == 0x80 && in.peek() >= 0) {
          var _ = in.next();
        }
      }
      widest = Math.max(widest, column);
    }
  }
}
