package dev.tusk.core.result;

import org.jspecify.annotations.Nullable;

/// Tries one condition on rows, in the bytes of the cells where it can. Confined to one thread.
final class RowCondition implements RowPage.CellReader {
  private final int column;
  private final boolean wantsNull;
  private final TextMatch match;
  private boolean met;

  private RowCondition(int column, boolean wantsNull, TextSearch what) {
    this.column = column;
    this.wantsNull = wantsNull;
    this.match = new TextMatch(what);
  }

  static RowCondition of(RowFilter filter) {
    return switch (filter) {
      case RowFilter.Contains contains ->
          new RowCondition(contains.column(), false, new TextSearch(contains.text(), false, false));
      case RowFilter.Equal equal -> equal(equal.column(), equal.value());
    };
  }

  private static RowCondition equal(int column, @Nullable String value) {
    return new RowCondition(
        column, value == null, new TextSearch(value == null ? "" : value, true, true));
  }

  boolean test(ResultStore.Reader reader, long row) {
    met = false;
    if (column != RowFilter.Contains.ANY) {
      reader.read(row, column, this);
      return met;
    }
    for (int each = 0; each < reader.columnCount() && !met; each++) {
      reader.read(row, each, this);
    }
    return met;
  }

  @Override
  public void nul() {
    met = wantsNull;
  }

  @Override
  public void value(byte[] data, int offset, int length) {
    met = !wantsNull && match.matches(data, offset, offset + length);
  }
}
