package dev.tusk.swing.editor.cell;

import java.util.List;

/// A value as rows of text, read a few at a time. Thread-safe; reading may read the disk.
interface Rows {
  /// How many there are, as far as is known.
  long count();

  /// Some rows; fewer at the end.
  List<Row> read(long first, int count);

  /// The row that a byte is in.
  long rowOf(long place);

  /// The most columns that a row has.
  int columns();
}
