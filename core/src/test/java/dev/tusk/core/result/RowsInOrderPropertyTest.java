package dev.tusk.core.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.InMemorySpillFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class RowsInOrderPropertyTest {
  private static final int PAGE = 100;
  private final InMemorySpillFiles files = new InMemorySpillFiles();

  private ResultStore store(int rows, int inMemory, int room, Random random) {
    List<ResultColumn> columns =
        IntStream.range(0, 3)
            .mapToObj(i -> new ResultColumn("c" + i, "text", 25, ResultColumn.Kind.TEXT))
            .toList();
    ResultStore store =
        new KeepResults(new MemoryBudget(inMemory), new MemoryBudget(3L * room), files)
            .begin(columns);
    for (int from = 0; from < rows; from += PAGE) {
      int count = Math.min(PAGE, rows - from);
      RowPage.Builder page = new RowPage.Builder(3, count, 10);
      for (int cell = 0; cell < 3 * count; cell++) {
        int length = random.nextInt(8) == 0 ? random.nextInt(300) : random.nextInt(9);
        page.add(
            random.nextInt(5) == 0
                ? null
                : "x".repeat(length).concat("" + cell).getBytes(StandardCharsets.UTF_8));
      }
      store.append(page.build(count));
    }
    return store;
  }

  private static List<List<@Nullable String>> read(
      ResultStore store, List<Integer> places, int... columns) {
    List<List<@Nullable String>> found = new ArrayList<>();
    RowsInOrder<RuntimeException> rows =
        store.inOrder(
            columns,
            row -> {
              @Nullable String[] cells = new String[columns.length];
              for (int i = 0; i < columns.length; i++) {
                int at = i;
                row.read(
                    i,
                    new RowPage.CellReader() {
                      @Override
                      public void nul() {
                        cells[at] = null;
                      }

                      @Override
                      public void value(byte[] data, int offset, int length) {
                        cells[at] = new String(data, offset, length, StandardCharsets.UTF_8);
                      }
                    });
              }
              found.add(Arrays.asList(cells));
            });
    places.forEach(rows::add);
    rows.end();
    return found;
  }

  @Property(tries = 200)
  void rowsComeAsAskedForWhateverFitsIntoTheBuffer(
      @ForAll @IntRange(min = 1, max = 1_000) int rows,
      @ForAll @IntRange(min = 0, max = 20_000) int inMemory,
      @ForAll @IntRange(min = 0, max = 30_000) int room,
      @ForAll Random random) {
    try (ResultStore store = store(rows, inMemory, room, random)) {
      List<Integer> places = IntStream.range(0, rows).mapToObj(i -> random.nextInt(rows)).toList();
      List<List<@Nullable String>> expected = new ArrayList<>();
      for (int row : places) {
        expected.add(Arrays.asList(store.text(row, 2), store.text(row, 0)));
      }
      assertThat(read(store, places, 2, 0)).isEqualTo(expected);
    }
  }

  /// The twin reads row by row.
  @Example
  void pagesAreReadOnceAPassAndNotOnceARow() {
    try (ResultStore store = store(10_000, 0, 100_000, new Random(1))) {
      List<Integer> places = new ArrayList<>(IntStream.range(0, 10_000).boxed().toList());
      Collections.shuffle(places, new Random(2));
      int before = files.reads();
      assertThat(read(store, places, 0, 1, 2)).hasSize(10_000);
      assertThat(files.reads() - before).isLessThan(100 * 3 * 30);

      before = files.reads();
      ResultStore.Reader reader = store.reader();
      places.forEach(row -> reader.text(row, 0));
      assertThat(files.reads() - before).isGreaterThan(9_000);
    }
  }

  @Example
  void rowsThatAreInOrderAlreadyAreReadOnce() {
    try (ResultStore store = store(10_000, 0, 100_000, new Random(1))) {
      int before = files.reads();
      assertThat(read(store, IntStream.range(0, 10_000).boxed().toList(), 0)).hasSize(10_000);
      assertThat(files.reads() - before).isLessThanOrEqualTo(100);
    }
  }
}
