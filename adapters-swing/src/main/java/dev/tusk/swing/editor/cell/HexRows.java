package dev.tusk.swing.editor.cell;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Sixteen bytes a row: where they are, in hexadecimal, and as ASCII.
record HexRows(ValueBytes value) implements Rows {
  static final int WIDTH = 16;
  private static final HexFormat HEX = HexFormat.of();
  static final int OFFSET = 10;
  static final int LETTERS = OFFSET + 3 * WIDTH + 2;

  @Override
  public long count() {
    return (value.length() + WIDTH - 1) / WIDTH;
  }

  @Override
  public List<Row> read(long first, int count) {
    var bytes = value.read(first * WIDTH, count * WIDTH);
    var rows = new ArrayList<Row>();
    for (var at = 0; at < bytes.length; at += WIDTH) {
      rows.add(row(first * WIDTH + at, bytes, at, Math.min(WIDTH, bytes.length - at)));
    }
    return rows;
  }

  private static Row row(long place, byte[] bytes, int from, int count) {
    var text = new StringBuilder(LETTERS + WIDTH);
    text.append(HEX.toHexDigits(place, 8)).append("  ");
    for (var i = 0; i < WIDTH; i++) {
      text.append(i < count ? HEX.toHexDigits(bytes[from + i]) : "  ");
      text.append(i == WIDTH / 2 - 1 ? "  " : " ");
    }
    text.append(' ');
    for (var i = 0; i < count; i++) {
      var c = bytes[from + i];
      text.append(c >= ' ' && c < 0x7F ? (char) c : '·');
    }
    var places = new long[text.length() + 1];
    for (var i = 0; i < places.length; i++) {
      places[i] = place + Math.min(byteAt(i), count);
    }
    return new Row(text.toString(), places, true);
  }

  /// Which of the row's bytes a character shows; the letters at the end repeat them and are never
  /// the first of a byte.
  private static int byteAt(int character) {
    if (character < OFFSET) {
      return 0;
    }
    var behind = character - OFFSET;
    return Math.min(behind >= 3 * WIDTH / 2 ? (behind - 1) / 3 : behind / 3, WIDTH);
  }

  @Override
  public long rowOf(long place) {
    return place / WIDTH;
  }

  @Override
  public int columns() {
    return LETTERS + WIDTH;
  }
}
