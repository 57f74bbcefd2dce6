package dev.tusk.core.result;

import dev.tusk.core.kernel.Cancellation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tries one condition on rows, in the bytes of the cells where it can. Confined to one thread.
final class RowCondition implements RowPage.CellReader {
  private final int column;
  private final CellTest test;
  private boolean met;

  private RowCondition(int column, CellTest test) {
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
              CellTest.of(meets.condition(), columns.get(meets.column()), cancellation));
    };
  }

  private static CellTest holds(RowFilter.Contains contains) {
    return new CellTest.Text(new TextMatch(new TextSearch(contains.text(), false, false)), false);
  }

  private static CellTest same(@Nullable String value) {
    return new CellTest.Not(new CellTest.Distinct(value));
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
    met = test.nul() == CellTest.Truth.TRUE;
  }

  @Override
  public void value(byte[] data, int offset, int length) {
    met = test.value(data, offset, offset + length) == CellTest.Truth.TRUE;
  }
}
