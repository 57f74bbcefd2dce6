package dev.tusk.core.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.testkit.InMemorySpillFiles;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/// Sorting and filtering give what a plain list would, however little memory there is.
class ArrangeRowsPropertyTest {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  /// A type: how values are made, and what they mean.
  record Type(String name, Function<Random, String> make, Comparator<String> order) {}

  private static final List<Type> TYPES =
      List.of(
          new Type(
              "int8",
              random -> String.valueOf(random.nextLong() >> random.nextInt(64)),
              Comparator.comparing(Long::valueOf)),
          new Type(
              "int4",
              random -> String.valueOf(random.nextInt() >> random.nextInt(32)),
              Comparator.comparing(Long::valueOf)),
          new Type(
              "int8",
              random -> String.valueOf(7_000_000_000L + random.nextInt(50)),
              Comparator.comparing(Long::valueOf)),
          new Type(
              "numeric",
              random -> number(random).toPlainString(),
              Comparator.comparing(BigDecimal::new)),
          new Type(
              "float8",
              random -> random.nextInt(9) == 0 ? "NaN" : floating(random),
              Comparator.comparing(Double::valueOf)),
          new Type("text", ArrangeRowsPropertyTest::text, ArrangeRowsPropertyTest::compareBytes),
          new Type(
              "timestamptz",
              ArrangeRowsPropertyTest::moment,
              Comparator.comparing(ArrangeRowsPropertyTest::instant)));

  private static int compareBytes(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static LocalDateTime instant(String text) {
    int zone = text.length() - 3;
    return LocalDateTime.parse(text.substring(0, zone), MOMENT)
        .minusHours(Integer.parseInt(text.substring(zone)));
  }

  private static BigDecimal number(Random random) {
    return BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(25) - 5);
  }

  private static String floating(Random random) {
    return String.valueOf((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20))
        .replace('E', 'e')
        .replaceAll("e(\\d)", "e+$1");
  }

  private static String text(Random random) {
    if (random.nextInt(4) == 0) {
      // Differ late, each five bytes after another one.
      return "abcde".repeat(random.nextInt(400)) + random.nextInt(3);
    }
    StringBuilder text = new StringBuilder("a shared start ".repeat(random.nextInt(3)));
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append("ab é漢🐘z".codePointAt(random.nextInt(4)));
    }
    return text.toString();
  }

  private static String moment(Random random) {
    LocalDateTime moment =
        LocalDateTime.ofEpochSecond(
            random.nextLong(-40_000_000_000L, 200_000_000_000L),
            1000 * random.nextInt(1_000_000),
            ZoneOffset.UTC);
    return MOMENT.format(moment) + String.format(Locale.ROOT, "%+03d", random.nextInt(25) - 12);
  }

  @Provide
  Arbitrary<List<Type>> types() {
    return Arbitraries.of(TYPES).list().ofMinSize(1).ofMaxSize(3);
  }

  @Property(tries = 300)
  void sortsAsAListWould(
      @ForAll("types") List<Type> types,
      @ForAll @IntRange(max = 300) int rows,
      @ForAll @LongRange(min = 4_000, max = 2_000_000) long budget,
      @ForAll @IntRange(max = 7) int descending,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<@Nullable String[]> model = new ArrayList<>();
    InMemorySpillFiles files = new InMemorySpillFiles();
    MemoryBudget memory = new MemoryBudget(budget);
    try (ResultStore store = store(types, rows, random, model)) {
      List<SortKey> keys = new ArrayList<>();
      Comparator<Integer> order = Comparator.comparingInt(row -> 0);
      for (int column = 0; column < types.size(); column++) {
        boolean down = (descending >> column & 1) == 1;
        keys.add(new SortKey(column, down));
        Comparator<@Nullable String> byValue = Comparator.nullsLast(types.get(column).order());
        int at = column;
        order = order.thenComparing(row -> model.get(row)[at], down ? byValue.reversed() : byValue);
      }
      List<Integer> expected = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        expected.add(row);
      }
      expected.sort(order);

      try (ResultView view =
          new ArrangeRows(memory, files)
              .arrange(store, List.of(), keys, Cancellation.create(), done -> {})) {
        assertThat(rowsOf(view)).isEqualTo(expected);
        assertThat(memory.reserved()).isEqualTo(4L * rows);
      }
    }
    assertThat(memory.reserved()).isZero();
    assertThat(files.open()).isZero();
  }

  @Property(tries = 100)
  void filtersAsAListWould(
      @ForAll("types") List<Type> types, @ForAll @IntRange(max = 100) int rows, @ForAll long seed) {
    Random random = new Random(seed);
    List<@Nullable String[]> model = new ArrayList<>();
    try (ResultStore store = store(types, rows, random, model)) {
      int column = random.nextInt(types.size());
      @Nullable String value = rows == 0 ? "x" : model.get(random.nextInt(rows))[column];
      String part = value == null ? "a" : value.substring(value.length() / 2);
      ArrangeRows arrange = new ArrangeRows(new MemoryBudget(100_000), new InMemorySpillFiles());

      List<Integer> equal = new ArrayList<>();
      List<Integer> holding = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        @Nullable String cell = model.get(row)[column];
        if (cell == null ? value == null : cell.equals(value)) {
          equal.add(row);
        }
        if (Arrays.stream(model.get(row)).anyMatch(each -> each != null && holds(each, part))) {
          holding.add(row);
        }
      }
      assertThat(filter(arrange, store, new RowFilter.Equal(column, value))).isEqualTo(equal);
      assertThat(
              filter(
                  arrange,
                  store,
                  new RowFilter.Contains(part.toUpperCase(Locale.ROOT), RowFilter.Contains.ANY)))
          .isEqualTo(holding);
    }
  }

  private static boolean holds(String cell, String part) {
    return cell.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static List<Integer> filter(ArrangeRows arrange, ResultStore store, RowFilter filter) {
    try (ResultView view =
        arrange.arrange(store, List.of(filter), List.of(), Cancellation.create(), done -> {})) {
      return rowsOf(view);
    }
  }

  private static List<Integer> rowsOf(ResultView view) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < view.rowCount(); i++) {
      rows.add((int) view.row(i));
    }
    return rows;
  }

  private static ResultStore store(
      List<Type> types, int rows, Random random, List<@Nullable String[]> model) {
    List<ResultColumn> columns =
        types.stream()
            .map(type -> new ResultColumn("c", type.name(), 0, ResultColumn.Kind.OTHER))
            .toList();
    ResultStore store =
        new ResultStore(
            columns,
            new MemoryBudget(2_000),
            new BlockCache(4_000),
            new InMemorySpillFiles(),
            new MemoryBudget(0));
    // Few different values, so that ties are many.
    List<List<String>> pool =
        types.stream()
            .map(type -> random.ints(8).mapToObj(i -> type.make().apply(random)).toList())
            .toList();
    int pageRows = 1 + random.nextInt(40);
    for (int from = 0; from < rows; from += pageRows) {
      int count = Math.min(pageRows, rows - from);
      RowPage.Builder page = new RowPage.Builder(types.size(), count, 0);
      for (int row = 0; row < count; row++) {
        @Nullable String[] cells = new String[types.size()];
        for (int column = 0; column < cells.length; column++) {
          cells[column] =
              switch (random.nextInt(6)) {
                case 0 -> null;
                case 1, 2 -> types.get(column).make().apply(random);
                default -> pool.get(column).get(random.nextInt(8));
              };
          String cell = cells[column];
          page.add(cell == null ? null : cell.getBytes(StandardCharsets.UTF_8));
        }
        model.add(cells);
      }
      store.append(page.build(count));
    }
    return store;
  }
}
