package dev.tusk.core.result;

import dev.tusk.core.kernel.Cancellation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tries one condition on rows, in the bytes of the cells where it can. Confined to one thread.
final class RowCondition implements RowPage.CellReader {
  private final int column;
  private final CellMatch test;
  private boolean met;

  private RowCondition(int column, CellMatch test) {
    this.column = column;
    this.test = test;
  }

  /// @param cancellation ends also what takes long on a single row
  static RowCondition of(RowFilter filter, List<ResultColumn> columns, Cancellation cancellation) {
    return switch (filter) {
      case RowFilter.Contains contains -> new RowCondition(contains.column(), holds(contains));
      case RowFilter.Equal equal -> new RowCondition(equal.column(), same(equal.value()));
      case RowFilter.Meets meets ->
          new RowCondition(
              meets.column(),
              CellMatch.of(meets.condition(), columns.get(meets.column()), cancellation));
    };
  }

  private static CellMatch holds(RowFilter.Contains contains) {
    return new CellMatch.Text(new TextMatch(new TextSearch(contains.text(), false, false)), false);
  }

  private static CellMatch same(@Nullable String value) {
    return new CellMatch.Not(new CellMatch.Distinct(value));
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
    met = test.nul() == CellMatch.Truth.TRUE;
  }

  @Override
  public void value(byte[] data, int offset, int length) {
    met = test.value(data, offset, offset + length) == CellMatch.Truth.TRUE;
  }
}
