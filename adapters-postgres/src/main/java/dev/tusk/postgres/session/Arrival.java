package dev.tusk.postgres.session;

import dev.tusk.core.result.RowPage;
import dev.tusk.postgres.wire.RowTaker;
import dev.tusk.postgres.wire.WireColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes pages of a portal's rows as they come in.
final class Arrival implements RowTaker {
  private RowPage.@Nullable Builder page;
  private List<WireColumn> described = List.of();
  private int columns = -1;
  private int rows;
  private long held;

  /// The columns of the result; empty before they came.
  List<WireColumn> described() {
    return described;
  }

  /// How many rows have come since the last page.
  int rows() {
    return rows;
  }

  /// How many bytes their cells have.
  long bytes() {
    return page == null ? 0 : page.usedBytes();
  }

  /// Whether the rows have as many cells as there are columns.
  boolean fits() {
    return rows == 0 || columns == described.size();
  }

  /// The first `wanted` rows; the others are forgotten.
  RowPage page(int wanted) {
    RowPage.Builder built = page;
    if (built == null) {
      throw new IllegalStateException("No rows have come");
    }
    rows = 0;
    held = 0;
    return built.build(wanted);
  }

  @Override
  public void columns(List<WireColumn> columnsOfResult) {
    described = columnsOfResult;
  }

  @Override
  public long row(int cells, int bytes) {
    if (page == null || columns != cells) {
      page = new RowPage.Builder(cells, FetchSize.FIRST, 0);
      columns = cells;
      rows = 0;
      held = 0;
    }
    rows++;
    held += bytes;
    // Packing a page copies it.
    return 2 * held;
  }

  @Override
  public void cell(int size) {
    if (page != null) {
      page.begin(size);
    }
  }

  @Override
  public void bytes(byte[] from, int offset, int length) {
    if (page != null) {
      page.piece(from, offset, length);
    }
  }
}
