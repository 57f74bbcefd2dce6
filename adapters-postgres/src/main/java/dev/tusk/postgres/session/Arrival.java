package dev.tusk.postgres.session;

import dev.tusk.core.result.RowPage;
import dev.tusk.postgres.wire.RowTaker;
import org.jspecify.annotations.Nullable;

/// Makes pages of the rows as they come in.
final class Arrival implements RowTaker {
  private RowPage.@Nullable Builder page;
  private int columns = -1;
  private int rows;

  /// How many rows have come since the last page.
  int rows() {
    return rows;
  }

  /// How many bytes their cells have.
  long bytes() {
    return page == null ? 0 : page.usedBytes();
  }

  /// Whether each row had so many cells, if there were any.
  boolean fits(int described) {
    return rows == 0 || columns == described;
  }

  /// The first `wanted` rows; the others are forgotten.
  RowPage page(int wanted) {
    RowPage.Builder built = page;
    if (built == null) {
      throw new IllegalStateException("No rows have come");
    }
    rows = 0;
    return built.build(wanted);
  }

  @Override
  public void row(int cells) {
    if (page == null || columns != cells) {
      page = new RowPage.Builder(cells, FetchSize.FIRST, 0);
      columns = cells;
      rows = 0;
    }
    rows++;
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
