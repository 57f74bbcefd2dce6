package dev.tusk.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultStoreTest {
  private static final List<ResultColumn> ONE =
      List.of(new ResultColumn("x", "text", 25, ResultColumn.Kind.TEXT));

  private final MemoryBudget budget = new MemoryBudget(100_000);
  private final ResultStore store = new ResultStore(ONE, budget);

  static RowPage page(@Nullable String... cells) {
    RowPage.Builder builder = new RowPage.Builder(1, 1, 0);
    for (String cell : cells) {
      builder.add(cell == null ? null : cell.getBytes(StandardCharsets.UTF_8));
    }
    return builder.build(cells.length);
  }

  @Test
  void rowsOfManyPagesAreFoundByTheirNumber() {
    int row = 0;
    for (int page = 0; page < 50; page++) {
      String[] cells = new String[page % 4];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = "row " + row++;
      }
      assertThat(store.append(page(cells))).isTrue();
    }

    assertThat(store.rowCount()).isEqualTo(row);
    for (int i = 0; i < row; i++) {
      assertThat(store.text(i, 0)).isEqualTo("row " + i);
    }
    int end = row;
    assertThatThrownBy(() -> store.text(end, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> store.text(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void nullIsNotTheEmptyText() {
    store.append(page(null, "", null, "x"));

    assertThat(store.isNull(0, 0)).isTrue();
    assertThat(store.isNull(1, 0)).isFalse();
    assertThat(store.text(0, 0)).isNull();
    assertThat(store.text(1, 0)).isEmpty();
    assertThat(store.text(3, 0)).isEqualTo("x");
    assertThat(store.length(0, 0)).isZero();
    assertThat(store.preview(0, 0, 5).text()).isNull();
  }

  @Test
  void previewIsCutAtWholeCharactersAndLosesNoneThatFits() {
    store.append(page("aé漢🐘z"));

    // In bytes: a = 1, é = 2, 漢 = 3, 🐘 = 4, z = 1.
    String[] expected = {
      "", "a", "a", "aé", "aé", "aé", "aé漢", "aé漢", "aé漢", "aé漢", "aé漢🐘", "aé漢🐘z", "aé漢🐘z"
    };
    for (int bytes = 0; bytes < expected.length; bytes++) {
      assertThat(store.preview(0, 0, bytes).text()).as(bytes + " bytes").isEqualTo(expected[bytes]);
    }
  }

  @Test
  void fullBudgetRefusesThePageAndKeepsWhatIsThere() {
    String large = "x".repeat(60_000);
    assertThat(store.append(page(large))).isTrue();

    assertThat(store.append(page(large))).isFalse();

    assertThat(store.rowCount()).isEqualTo(1);
    assertThat(budget.reserved()).isEqualTo(store.heapBytes()).isBetween(60_000L, 61_000L);
  }

  @Test
  void closingGivesTheMemoryBackOnce() {
    ResultStore other = new ResultStore(ONE, budget);
    other.append(page("kept"));
    long kept = budget.reserved();
    store.append(page("dropped"));

    store.close();
    store.close();

    assertThat(budget.reserved()).isEqualTo(kept);
    assertThat(store.append(page("late"))).isFalse();
    assertThatThrownBy(() -> store.text(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(other.text(0, 0)).isEqualTo("kept");
  }

  @Test
  void builderRefusesIncompleteRows() {
    RowPage.Builder builder = new RowPage.Builder(2, 1, 0);
    builder.add("only".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> builder.build(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void pageWithoutColumnsStillCountsItsRows() {
    RowPage page = new RowPage.Builder(0, 3, 0).build(3);

    assertThat(page.rowCount()).isEqualTo(3);
    assertThat(page.columnCount()).isZero();
  }

  @Test
  void readerSeesTheBytesOfEachCellInPlace() {
    RowPage page = page("ab", null, "", "é");
    StringBuilder seen = new StringBuilder();
    for (int row = 0; row < page.rowCount(); row++) {
      page.read(
          row,
          0,
          new RowPage.CellReader() {
            @Override
            public void nul() {
              seen.append("<null>");
            }

            @Override
            public void value(byte[] data, int offset, int length) {
              seen.append('[')
                  .append(new String(data, offset, length, StandardCharsets.UTF_8))
                  .append(']');
            }
          });
    }
    assertThat(seen).hasToString("[ab]<null>[][é]");
  }

  @Test
  void budgetNeverGoesBeyondItsLimit() {
    assertThat(budget.tryReserve(100_000)).isTrue();
    assertThat(budget.tryReserve(1)).isFalse();
    budget.release(100_000);
    assertThat(budget.reserved()).isZero();
    assertThat(budget.limit()).isEqualTo(100_000);
  }
}
