package dev.tusk.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.testkit.InMemorySpillFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpilledResultTest {
  private static final List<ResultColumn> ONE =
      List.of(new ResultColumn("x", "text", 25, ResultColumn.Kind.TEXT));

  private static final MemoryBudget NONE = new MemoryBudget(0);

  private static RowPage page(int from, int to) {
    String[] cells = new String[to - from];
    for (int i = from; i < to; i++) {
      cells[i - from] = "row " + i;
    }
    return ResultStoreTest.page(cells);
  }

  private static ResultStore fill(KeepResults results, int pages) {
    ResultStore store = results.begin(ONE);
    for (int i = 0; i < pages; i++) {
      assertThat(store.append(page(i * 100, i * 100 + 100))).isTrue();
    }
    return store;
  }

  @Test
  void beyondTheBudgetPagesGoToAFileAndTheFirstStayInMemory() {
    InMemorySpillFiles files = new InMemorySpillFiles();
    MemoryBudget budget = new MemoryBudget(10_000);
    ResultStore store = fill(new KeepResults(budget, files), 100);

    assertThat(budget.reserved()).isEqualTo(store.heapBytes()).isBetween(9_000L, 10_000L);
    assertThat(store.spilledBytes()).isGreaterThan(60_000L);
    assertThat(store.peek(0, 0, 9)).isNotNull();
    assertThat(store.peek(9_999, 0, 9)).isNull();
    assertThat(files.reads()).as("asking what is at hand reads nothing").isZero();
    assertThat(store.text(9_999, 0)).isEqualTo("row 9999");
    store.close();
    assertThat(files.open()).isZero();
  }

  @Test
  void whatFitsNeedsNoFile() {
    InMemorySpillFiles files = new InMemorySpillFiles();

    try (ResultStore store = fill(new KeepResults(new MemoryBudget(1 << 20), files), 10)) {
      assertThat(store.rowCount()).isEqualTo(1000);
      assertThat(files.open()).isZero();
    }
  }

  @Test
  void whatWasReadIsAtHandWithItsNeighboursUntilOthersTakeItsPlace() {
    InMemorySpillFiles files = new InMemorySpillFiles();
    ResultStore store =
        new ResultStore(ONE, new MemoryBudget(0), new BlockCache(16_000), files, NONE);
    for (int i = 0; i < 100; i++) {
      store.append(page(i * 100, i * 100 + 100));
    }

    store.text(0, 0);
    int reads = files.reads();
    store.text(63, 0);
    assertThat(files.reads()).isEqualTo(reads);
    assertThat(store.peek(50, 0, 9)).isNotNull();
    assertThat(store.peek(100, 0, 9)).isNull();
    for (int row = 0; row < 10_000; row += 100) {
      store.text(row, 0);
    }
    assertThat(store.peek(50, 0, 9)).isNull();
    store.close();
  }

  @Test
  void readingInOrderLeavesTheCacheToOthers() {
    InMemorySpillFiles files = new InMemorySpillFiles();
    ResultStore store =
        new ResultStore(ONE, new MemoryBudget(0), new BlockCache(16_000), files, NONE);
    for (int i = 0; i < 50; i++) {
      store.append(page(i * 100, i * 100 + 100));
    }
    store.text(70, 0);
    int reads = files.reads();

    ResultStore.Reader reader = store.reader();
    for (int row = 0; row < 5_000; row++) {
      assertThat(reader.text(row, 0)).isEqualTo("row " + row);
    }

    assertThat(files.reads() - reads).as("each page once").isEqualTo(50);
    assertThat(store.peek(99, 0, 9)).isNotNull();
    store.close();
  }

  /// A look at a cell of a large page costs a look at its neighbours, and not at the page.
  @Test
  void ofALargePageOnlyTheNeighboursAreRead() {
    List<Integer> lengths = new ArrayList<>();
    SpillFiles files = () -> new Listening(new InMemorySpillFiles().create(), lengths);
    ResultStore store =
        new ResultStore(ONE, new MemoryBudget(0), new BlockCache(64_000), files, NONE);
    store.append(page(0, 20_000));

    for (int row : new int[] {0, 63, 64, 9_999, 19_999}) {
      assertThat(store.text(row, 0)).isEqualTo("row " + row);
    }
    assertThat(store.peek(10_000, 0, 9)).isNotNull();
    assertThat(lengths.stream().mapToInt(Integer::intValue).sum()).isLessThan(5_000);
    store.close();
  }

  @Test
  void ofALongValueOnlyTheWantedStartIsRead() {
    List<Integer> lengths = new ArrayList<>();
    SpillFiles files = () -> new Listening(new InMemorySpillFiles().create(), lengths);
    ResultStore store =
        new ResultStore(ONE, new MemoryBudget(0), new BlockCache(8_000), files, NONE);
    store.append(ResultStoreTest.page("a", "b".repeat(1_000_000), null));

    assertThat(store.preview(1, 0, 10).text()).isEqualTo("b".repeat(10));
    assertThat(store.slice(1, 0, 999_990, 50)).hasSize(10).containsOnly('b');
    assertThat(store.length(1, 0)).isEqualTo(1_000_000);
    assertThat(store.isNull(2, 0)).isTrue();
    assertThat(store.text(0, 0)).isEqualTo("a");
    assertThat(lengths).allMatch(length -> length < 100);
    assertThat(store.text(1, 0)).hasSize(1_000_000);
    store.close();
  }

  private record Listening(SpillFile file, List<Integer> lengths) implements SpillFile {
    @Override
    public long append(List<byte[]> parts) {
      return file.append(parts);
    }

    @Override
    public byte[] read(long position, int length) {
      lengths.add(length);
      return file.read(position, length);
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void close() {
      file.close();
    }
  }

  @Test
  void fullDiskRefusesThePageSaysSoAndKeepsWhatIsThere() {
    ResultStore store =
        new KeepResults(new MemoryBudget(0), new InMemorySpillFiles(3_000)).begin(ONE);
    int pages = 0;
    @Nullable TuskException full = null;
    while (full == null) {
      try {
        store.append(page(pages * 100, pages * 100 + 100));
        pages++;
      } catch (TuskException failure) {
        full = failure;
      }
    }

    assertThat(full.error())
        .isInstanceOfSatisfying(
            TuskError.StorageFailed.class,
            error -> assertThat(error.cause()).isEqualTo(TuskError.Disk.FULL));
    assertThat(store.rowCount()).isEqualTo(pages * 100L).isPositive();
    for (int row = 0; row < pages * 100; row++) {
      assertThat(store.text(row, 0)).isEqualTo("row " + row);
    }
    store.close();
  }

  @Test
  void closedStoreTakesNothingAndMakesNoFile() {
    InMemorySpillFiles files = new InMemorySpillFiles();
    ResultStore store = new KeepResults(new MemoryBudget(0), files).begin(ONE);
    store.close();

    assertThat(store.append(page(0, 10))).isFalse();
    assertThat(files.open()).isZero();
    assertThat(store.isClosed()).isTrue();
    assertThatThrownBy(() -> store.text(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  /// Readers see every row they are told of, whole, while pages come and until the store closes
  /// under them; then they are told so.
  @Test
  void readersAndCloseRaceWithTheAppender() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      InMemorySpillFiles files = new InMemorySpillFiles();
      MemoryBudget budget = new MemoryBudget(5_000);
      ResultStore store = new KeepResults(budget, files).begin(ONE);
      AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        boolean inOrder = i == 0;
        threads.add(start(wrong, () -> readUntilClosed(store, inOrder)));
      }
      threads.add(
          start(
              wrong,
              () -> {
                int from = 0;
                while (store.append(page(from, from + 20))) {
                  from += 20;
                }
              }));
      while (store.rowCount() < 2_000) {
        Thread.onSpinWait();
      }
      store.close();
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(wrong.get()).isNull();
      assertThat(budget.reserved()).isZero();
      assertThat(files.open()).isZero();
    }
  }

  private static Thread start(AtomicReference<@Nullable Throwable> wrong, Runnable work) {
    return Thread.ofPlatform()
        .uncaughtExceptionHandler((thread, failure) -> wrong.set(failure))
        .start(work);
  }

  private static void readUntilClosed(ResultStore store, boolean inOrder) {
    long step = 7919;
    try {
      ResultStore.Reader reader = store.reader();
      for (long turn = 0; ; turn++) {
        long rows = store.rowCount();
        if (rows == 0 && store.isClosed()) {
          return;
        }
        if (rows > 0) {
          long row = inOrder ? turn % rows : turn * step % rows;
          assertThat(inOrder ? reader.text(row, 0) : store.text(row, 0)).isEqualTo("row " + row);
        }
      }
    } catch (IndexOutOfBoundsException | IllegalStateException closed) {
      assertThat(store.isClosed()).isTrue();
    }
  }
}
