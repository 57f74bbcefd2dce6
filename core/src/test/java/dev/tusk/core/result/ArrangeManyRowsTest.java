package dev.tusk.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.testkit.InMemorySpillFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/// As many rows as several threads share are sorted as a list of them would be, however the values
/// lie and however few of them fit into the memory.
class ArrangeManyRowsTest {
  private static final int ROWS = 30_000;
  private static final Comparator<String> BY_NUMBER = Comparator.comparing(Long::valueOf);

  /// How values lie.
  enum Shape {
    FEW("int4") {
      @Override
      String value(Random random) {
        return "" + (random.nextInt(1000) - 500);
      }
    },
    CLOSE("int8") {
      @Override
      String value(Random random) {
        return "" + (7_000_000_000L + random.nextInt(ROWS));
      }
    },
    /// Nearly all in one bucket, and in one bucket of that.
    CROWDED("int8") {
      @Override
      String value(Random random) {
        return ""
            + (random.nextInt(1000) == 0 ? random.nextLong(1L << 48) : random.nextInt(50_000));
      }
    },
    /// Most have the same number, more than fit into the memory.
    ONE_OFTEN("int4") {
      @Override
      String value(Random random) {
        return "" + (random.nextInt(5) == 0 ? random.nextInt() : 42);
      }
    },
    WIDE("int8") {
      @Override
      String value(Random random) {
        return "" + random.nextLong(-(1L << 50), 1L << 50);
      }
    },
    /// Too far apart to be counted from the least.
    ANY("int8") {
      @Override
      String value(Random random) {
        return ""
            + switch (random.nextInt(50)) {
              case 0 -> Long.MAX_VALUE - random.nextInt(2);
              case 1 -> Long.MIN_VALUE + random.nextInt(2);
              default -> random.nextLong();
            };
      }
    },
    HEXADECIMAL("text") {
      @Override
      String value(Random random) {
        return String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
      }
    },
    /// Not told apart by what a `long` holds, but for a few of them.
    LATE("text") {
      @Override
      String value(Random random) {
        String end = random.nextInt(100) == 0 ? "late " + random.nextInt(9) : "";
        return random.nextInt(ROWS) + " and what all of them have in common" + end;
      }
    },
    /// None told apart by what a `long` holds.
    LATEST("text") {
      @Override
      String value(Random random) {
        return "xy".charAt(random.nextInt(2)) + "a".repeat(40) + random.nextInt(ROWS);
      }
    },
    /// Any bytes, of any length.
    WORDS("text") {
      @Override
      String value(Random random) {
        String letters = "ab é漢🐘z\u0001";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
          text.appendCodePoint(letters.codePointAt(random.nextInt(5)));
        }
        return text.toString();
      }
    };

    private final String type;

    Shape(String type) {
      this.type = type;
    }

    abstract String value(Random random);

    Comparator<String> order() {
      return type.equals("text") ? ArrangeManyRowsTest::compareBytes : BY_NUMBER;
    }
  }

  private static int compareBytes(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 80)
  void sortsAsAListWould(
      @ForAll Shape shape,
      @ForAll boolean descending,
      @ForAll boolean all,
      @ForAll @IntRange(max = 3) int nulls,
      @ForAll @IntRange(min = 4 * ROWS, max = 100 * ROWS) int budget,
      @ForAll long seed) {
    Random random = new Random(seed);
    @Nullable String[] values = new String[ROWS];
    for (int row = 0; row < ROWS; row++) {
      values[row] = random.nextInt(10) < nulls ? null : shape.value(random);
    }
    Comparator<@Nullable String> byValue = Comparator.nullsLast(shape.order());
    int[] expected =
        IntStream.range(0, ROWS)
            .filter(row -> all || row % 3 > 0)
            .boxed()
            .sorted(
                Comparator.comparing(row -> values[row], descending ? byValue.reversed() : byValue))
            .mapToInt(Integer::intValue)
            .toArray();
    InMemorySpillFiles files = new InMemorySpillFiles();
    MemoryBudget memory = new MemoryBudget(budget);
    List<RowFilter> filters = all ? List.of() : List.of(new RowFilter.Equal(1, "kept"));
    try (ResultStore store = store(shape.type, values);
        ResultView view =
            new ArrangeRows(memory, files)
                .arrange(
                    store,
                    filters,
                    List.of(new SortKey(0, descending)),
                    Cancellation.create(),
                    done -> {})) {
      int[] sorted =
          IntStream.range(0, view.rowCount()).map(place -> (int) view.row(place)).toArray();
      assertThat(sorted).isEqualTo(expected);
    }
    assertThat(memory.reserved()).isZero();
    assertThat(files.open()).isZero();
  }

  /// The rows are read more than once, so that a cancel must be heard whenever it comes.
  @Property(tries = 30)
  void endsWheneverItIsCancelled(
      @ForAll @IntRange(max = 60) int looks, @ForAll Shape shape, @ForAll long seed) {
    Random random = new Random(seed);
    String[] values = new String[ROWS];
    Arrays.setAll(values, row -> shape.value(random));
    Cancellation cancellation = Cancellation.create();
    AtomicInteger seen = new AtomicInteger();
    MemoryBudget memory = new MemoryBudget(5 * ROWS);
    try (ResultStore store = store(shape.type, values)) {
      ArrangeRows arrange = new ArrangeRows(memory, new InMemorySpillFiles());
      List<SortKey> keys = List.of(new SortKey(0, false));
      AtomicInteger all = new AtomicInteger();
      arrange
          .arrange(store, List.of(), keys, Cancellation.create(), done -> all.incrementAndGet())
          .close();
      assertThatThrownBy(
              () ->
                  arrange
                      .arrange(
                          store,
                          List.of(),
                          keys,
                          cancellation,
                          done -> {
                            if (seen.getAndIncrement() == looks % (all.get() / 2)) {
                              cancellation.cancel();
                            }
                          })
                      .close())
          .isInstanceOf(CancellationException.class);
    }
    assertThat(memory.reserved()).isZero();
  }

  @Example
  void aSecondColumnDecidesBetweenEquals() {
    Random random = new Random(9);
    String[] values = new String[ROWS];
    Arrays.setAll(values, row -> "" + random.nextInt(ROWS));
    List<SortKey> keys = List.of(new SortKey(1, true), new SortKey(0, false));
    int[] expected =
        IntStream.range(0, ROWS)
            .boxed()
            .sorted(
                Comparator.comparing((Integer row) -> row % 3 > 0)
                    .thenComparing(row -> Integer.valueOf(values[row])))
            .mapToInt(Integer::intValue)
            .toArray();
    try (ResultStore store = store("int4", values);
        ResultView view =
            new ArrangeRows(new MemoryBudget(5 * ROWS), new InMemorySpillFiles())
                .arrange(store, List.of(), keys, Cancellation.create(), done -> {})) {
      assertThat(IntStream.range(0, ROWS).map(place -> (int) view.row(place)).toArray())
          .isEqualTo(expected);
    }
  }

  /// A second column says `kept` in two rows of three, and `left out` in the others.
  private static ResultStore store(String type, @Nullable String[] values) {
    ResultStore store =
        new KeepResults(new MemoryBudget(100_000), new InMemorySpillFiles())
            .begin(
                List.of(
                    new ResultColumn("x", type, 0, ResultColumn.Kind.OTHER),
                    new ResultColumn("y", "text", 0, ResultColumn.Kind.OTHER)));
    int page = 1000;
    for (int from = 0; from < values.length; from += page) {
      RowPage.Builder rows = new RowPage.Builder(2, page, page * 8);
      for (int row = from; row < from + page; row++) {
        String value = values[row];
        rows.add(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        rows.add((row % 3 > 0 ? "kept" : "left out").getBytes(StandardCharsets.UTF_8));
      }
      store.append(rows.build(page));
    }
    return store;
  }
}
