package dev.tusk.core.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.InMemorySpillFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/// A store holds what a plain list of rows would, wherever its pages are.
class ResultStorePropertyTest {
  /// What the cells of a column look like: each form of a block, and changes between them.
  enum Look {
    FIXED,
    NULLS,
    MIXED,
    TEXT,
    LONG
  }

  @Provide
  Arbitrary<List<Look>> looks() {
    return Arbitraries.of(Look.class).list().ofMinSize(0).ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<Integer>> pageSizes() {
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(1, Arbitraries.just(0)),
            net.jqwik.api.Tuple.of(6, Arbitraries.integers().between(1, 40)),
            net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(41, 4 * StoredBlock.SLICE)))
        .list()
        .ofMaxSize(12);
  }

  @Property(tries = 300)
  void holdsWhatAListWould(
      @ForAll("looks") List<Look> looks,
      @ForAll("pageSizes") List<Integer> pageSizes,
      @ForAll @LongRange(max = 400_000) long budget,
      @ForAll @IntRange(max = 1 << 20) int cache,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<@Nullable String[]> model = new ArrayList<>();
    MemoryBudget memory = new MemoryBudget(budget);
    InMemorySpillFiles files = new InMemorySpillFiles();
    try (ResultStore store =
        new ResultStore(columns(looks.size()), memory, new BlockCache(cache), files, memory)) {
      for (int size : pageSizes) {
        RowPage.Builder page = new RowPage.Builder(looks.size(), 1, 0);
        for (int row = 0; row < size; row++) {
          @Nullable String[] cells = new String[looks.size()];
          for (int column = 0; column < cells.length; column++) {
            cells[column] = cell(looks.get(column), random);
            page.add(bytes(cells[column]));
          }
          model.add(cells);
        }
        assertThat(store.append(page.build(size))).isTrue();
      }

      assertThat(store.rowCount()).isEqualTo(model.size());
      assertThat(memory.reserved()).isEqualTo(store.heapBytes()).isLessThanOrEqualTo(budget);
      for (int probe = 0; probe < 200 && !model.isEmpty() && !looks.isEmpty(); probe++) {
        int row = random.nextInt(model.size());
        int column = random.nextInt(looks.size());
        same(store, row, column, model.get(row)[column], random);
      }
      inOrder(store, model);
    }
    assertThat(memory.reserved()).isZero();
    assertThat(files.open()).isZero();
  }

  private static List<ResultColumn> columns(int count) {
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(new ResultColumn("c" + i, "text", 25, ResultColumn.Kind.TEXT));
    }
    return columns;
  }

  private static @Nullable String cell(Look look, Random random) {
    return switch (look) {
      case FIXED -> text(random, 7);
      case NULLS -> null;
      case MIXED -> random.nextBoolean() ? null : text(random, random.nextInt(3));
      case TEXT -> text(random, random.nextInt(30));
      case LONG -> random.nextInt(8) == 0 ? text(random, 40_000) : text(random, 5);
    };
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  private static byte @Nullable [] bytes(@Nullable String cell) {
    return cell == null ? null : cell.getBytes(StandardCharsets.US_ASCII);
  }

  private static void same(
      ResultStore store, int row, int column, @Nullable String text, Random random) {
    assertThat(store.bytes(row, column, Integer.MAX_VALUE)).isEqualTo(bytes(text));
    assertThat(store.isNull(row, column)).isEqualTo(text == null);
    assertThat(store.length(row, column)).isEqualTo(text == null ? 0 : text.length());
    assertThat(store.text(row, column)).isEqualTo(text);
    int cut = random.nextInt(50);
    assertThat(store.preview(row, column, cut))
        .isEqualTo(
            text == null
                ? ResultStore.Preview.NULL
                : new ResultStore.Preview(
                    text.substring(0, Math.min(cut, text.length())), text.length()));
    int from = random.nextInt(60);
    assertThat(store.slice(row, column, from, cut))
        .isEqualTo(
            text == null
                ? null
                : bytes(
                    text.substring(
                        Math.min(from, text.length()), Math.min(from + cut, text.length()))));
    ResultStore.Preview atHand = store.peek(row, column, cut);
    assertThat(atHand == null ? store.preview(row, column, cut) : atHand)
        .isEqualTo(store.preview(row, column, cut));
  }

  private static void inOrder(ResultStore store, List<@Nullable String[]> model) {
    ResultStore.Reader reader = store.reader();
    Seen seen = new Seen();
    for (int row = 0; row < model.size(); row++) {
      @Nullable String[] cells = model.get(row);
      for (int column = 0; column < cells.length; column++) {
        reader.read(row, column, seen);
        assertThat(seen.text).isEqualTo(cells[column]);
        assertThat(reader.text(row, column)).isEqualTo(cells[column]);
      }
    }
  }

  private static final class Seen implements RowPage.CellReader {
    private @Nullable String text;

    @Override
    public void nul() {
      text = null;
    }

    @Override
    public void value(byte[] data, int offset, int length) {
      text = new String(data, offset, length, StandardCharsets.US_ASCII);
    }
  }
}
