package dev.tusk.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.RowSearch.Hit;
import dev.tusk.core.testkit.InMemorySpillFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowSearchTest {
  private static final Cancellation NEVER = Cancellation.create();

  private static ResultStore store(
      String type, ResultColumn.Kind kind, int rowsAPage, List<String> cells) {
    ResultColumn column = new ResultColumn("x", type, 0, kind);
    ResultStore store =
        new KeepResults(
                new MemoryBudget(1 << 10), new MemoryBudget(1 << 20), new InMemorySpillFiles())
            .begin(List.of(column, column));
    for (int from = 0; from < cells.size() / 2; from += rowsAPage) {
      int to = Math.min(cells.size() / 2, from + rowsAPage);
      RowPage.Builder page = new RowPage.Builder(2, to - from, 0);
      for (String cell : cells.subList(2 * from, 2 * to)) {
        page.add(cell.equals("∅") ? null : cell.getBytes(StandardCharsets.UTF_8));
      }
      store.append(page.build(to - from));
    }
    return store;
  }

  private static ResultStore texts(String... cells) {
    return store("text", ResultColumn.Kind.TEXT, 2, List.of(cells));
  }

  private static RowSearch done(
      ResultStore store, TextSearch what, @Nullable ResultView shown, long start) {
    RowSearch search = store.search(what, List.of(0, 1), shown, start);
    search.run(NEVER, n -> {});
    assertThat(search.isComplete()).isTrue();
    return search;
  }

  private static List<String> walk(RowSearch search, int position, int column, boolean forward) {
    List<String> way = new ArrayList<>();
    boolean wrapped = false;
    while (!wrapped) {
      Optional<Hit> hit = search.next(position, column, forward);
      if (hit.isEmpty()) {
        return way;
      }
      position = hit.get().position();
      column = hit.get().column();
      wrapped = hit.get().wrapped();
      if (!wrapped) {
        way.add(position + ":" + column);
      }
    }
    return way;
  }

  @Test
  void hitsAreWalkedCellByCellBothWaysAndRoundTheEnd() {
    try (ResultStore store = texts("a", "Ab", "c", "∅", "xa", "y")) {
      RowSearch search = done(store, new TextSearch("a", false, false), null, 1);

      assertThat(search.rowsFound()).isEqualTo(2);
      assertThat(walk(search, 0, -1, true)).containsExactly("0:0", "0:1", "2:0");
      assertThat(walk(search, 2, 2, false)).containsExactly("2:0", "0:1", "0:0");
      assertThat(search.next(2, 0, true)).contains(new Hit(0, 0, true));
      assertThat(search.next(0, 0, false)).contains(new Hit(2, 0, true));
    }
  }

  @Test
  void theOnlyHitIsFoundAgainFromItself() {
    try (ResultStore store = texts("a", "b", "c", "d")) {
      RowSearch search = done(store, new TextSearch("d", false, false), null, 0);
      assertThat(search.next(1, 1, true)).contains(new Hit(1, 1, true));
      assertThat(search.next(1, 1, false)).contains(new Hit(1, 1, true));
    }
  }

  @Test
  void caseAndWholeCellsMatterWhenAsked() {
    try (ResultStore store = texts("Größe", "grösse", "GRÖSSE", "Größe 2", "a", "∅")) {
      assertThat(done(store, new TextSearch("GRÖSSE", false, true), null, 0).rowsFound())
          .isEqualTo(2);
      assertThat(done(store, new TextSearch("GRÖSSE", true, false), null, 0).rowsFound())
          .isEqualTo(1);
      assertThat(walk(done(store, new TextSearch("Größe", true, true), null, 0), 0, -1, true))
          .containsExactly("0:0");
      assertThat(done(store, new TextSearch("A", true, true), null, 0).rowsFound()).isZero();
      assertThat(done(store, new TextSearch("A", false, true), null, 0).rowsFound()).isEqualTo(1);
    }
  }

  @Test
  void booleansAreTheWordsThatAreShown() {
    try (ResultStore store =
        store("bool", ResultColumn.Kind.BOOLEAN, 2, List.of("t", "f", "f", "∅"))) {
      assertThat(walk(done(store, new TextSearch("true", false, true), null, 0), 0, -1, true))
          .containsExactly("0:0");
    }
  }

  @Test
  void theOrderShownDecidesAndRowsThatAreNotShownDoNotCount() {
    try (ResultStore store = texts("3", "ax", "1", "a", "2", "b", "4", "a")) {
      ResultView view =
          store.arrange(
              List.of(new RowFilter.Contains("a", 1)),
              List.of(new SortKey(0, true)),
              NEVER,
              n -> {});
      RowSearch search = done(store, new TextSearch("a", false, true), view, 2);

      assertThat(search.rowsFound()).isEqualTo(2);
      assertThat(walk(search, 0, -1, true)).containsExactly("0:1", "2:1");
      view.close();
    }
  }

  @Test
  void whatIsKnownIsWalkedWhileTheRestIsStillLookedAt() {
    List<String> cells = new ArrayList<>();
    for (int row = 0; row < 20_000; row++) {
      cells.add(String.valueOf(row));
      cells.add(row == 5_000 || row == 100 ? "here" : "-");
    }
    try (ResultStore store = store("text", ResultColumn.Kind.TEXT, 1000, cells)) {
      RowSearch search =
          store.search(new TextSearch("here", false, false), List.of(0, 1), null, 4_000);
      Cancellation stop = Cancellation.create();
      assertThatThrownBy(
              () ->
                  search.run(
                      stop,
                      done -> {
                        if (done > 0) {
                          assertThat(search.next(4_000, -1, true))
                              .contains(new Hit(5_000, 1, false));
                          assertThat(search.next(5_000, 1, true)).as("not known yet").isEmpty();
                          stop.cancel();
                        }
                      }))
          .isInstanceOf(CancellationException.class);

      assertThat(search.isComplete()).isFalse();
      assertThat(search.rowsFound()).isEqualTo(1);
      assertThat(search.next(4_000, -1, false)).isEmpty();
    }
  }

  @Test
  void nothingIsFoundInNothing() {
    try (ResultStore store = texts()) {
      assertThat(done(store, new TextSearch("a", false, false), null, 0).next(0, -1, true))
          .isEmpty();
    }
  }

  /// The hits are those that a plain look at every cell gives.
  @Property(tries = 300)
  void findsWhatALookAtEveryCellFinds(
      @ForAll @Size(max = 60)
          List<@StringLength(max = 3) @CharRange(from = 'a', to = 'c') String> some,
      @ForAll @StringLength(min = 1, max = 2) @CharRange(from = 'A', to = 'c') String text,
      @ForAll @IntRange(max = 30) int start,
      @ForAll boolean forward,
      @ForAll boolean whole,
      @ForAll boolean matchCase) {
    List<String> cells = some.subList(0, some.size() / 2 * 2);
    try (ResultStore store = store("text", ResultColumn.Kind.TEXT, 7, cells)) {
      RowSearch search = done(store, new TextSearch(text, matchCase, whole), null, start);
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        String cell = matchCase ? cells.get(i) : cells.get(i).toLowerCase(Locale.ROOT);
        String wanted = matchCase ? text : text.toLowerCase(Locale.ROOT);
        if (whole ? cell.equals(wanted) : cell.contains(wanted)) {
          expected.add(i / 2 + ":" + i % 2);
        }
      }
      if (!forward) {
        expected = expected.reversed();
      }
      assertThat(
              forward
                  ? walk(search, 0, -1, true)
                  : walk(search, Math.max(0, cells.size() / 2 - 1), 2, false))
          .isEqualTo(expected);
    }
  }
}
