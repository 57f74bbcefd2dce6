package dev.tusk.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.testkit.InMemorySpillFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrangeRowsTest {
  private final MemoryBudget budget = new MemoryBudget(1 << 20);
  private final InMemorySpillFiles files = new InMemorySpillFiles();
  private final ArrangeRows arrange = new ArrangeRows(budget, files);

  private static ResultStore store(String type, @Nullable String... cells) {
    ResultStore store =
        new ResultStore(
            List.of(new ResultColumn("x", type, 0, ResultColumn.Kind.OTHER)),
            new MemoryBudget(1 << 24));
    RowPage.Builder page = new RowPage.Builder(1, cells.length, 0);
    for (String cell : cells) {
      page.add(cell == null ? null : cell.getBytes(StandardCharsets.UTF_8));
    }
    store.append(page.build(cells.length));
    return store;
  }

  private List<@Nullable String> sorted(ResultStore store, boolean descending) {
    List<@Nullable String> values = new ArrayList<>();
    try (ResultView view =
        arrange.arrange(
            store,
            List.of(),
            List.of(new SortKey(0, descending)),
            Cancellation.create(),
            n -> {})) {
      for (int i = 0; i < view.rowCount(); i++) {
        values.add(store.text(view.row(i), 0));
      }
    }
    return values;
  }

  /// Values from the least to the greatest, as PostgreSQL orders them.
  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      quoteCharacter = '"',
      textBlock =
          """
          int4    : -2147483648|-10|-9|-1|0|1|9|10|99|100|2147483647
          int8    : -9223372036854775808|-256|-255|0|255|256|65535|9223372036854775807
          numeric : -Infinity|-1e5|-99999.5|-10.25|-0.001|0.00|0.0009|0.01|2|10|10.5|1e5|Infinity|NaN
          float8  : -Infinity|-1e+20|-1.5e-07|0|1e-300|1.5e-07|0.5|1|3.14|1e+20|Infinity|NaN
          money   : "-$1,000.00|-$2.50|$0.00|$0.99|$2.50|$10.00|$1,234.56"
          date    : "-infinity|4713-01-01 BC|0044-03-15 BC|0001-01-01|1999-12-31|2000-01-01|12026-01-01|infinity"
          bool    : f|t
          """)
  void valuesOrderByWhatTheyMean(String type, String values) {
    same(type, values);
  }

  @Test
  void timesOrderByTheirMoment() {
    same("timestamp", "-infinity|0044-03-15 12:00:00 BC|2026-01-01 00:00:00|2026-01-01 00:00:00.5");
    same(
        "timestamptz",
        "2026-01-01 12:00:00+14|2026-01-01 00:00:00+01|2025-12-31 20:00:00-04|2026-01-01"
            + " 00:00:01+00|2026-01-01 00:00:00-03:30|infinity");
    same("time", "00:00:00|00:00:00.000001|09:59:59|10:00:00|24:00:00");
    same("timetz", "10:00:00+05|05:00:01+00|00:00:02-05:30|24:00:00-12");
    same("interval", "-1 years|-2 days|-00:00:01|00:00:00|00:00:01.5|23:59:59|1 day|29 days|1 mon");
    same(
        "interval",
        "@ 1 mon ago|@ 1 min ago|@ 0|@ 1.5 secs|@ 1 hour|@ 2 days 3 hours|@ 1 year 2 mons");
    same("interval", "P-1Y|PT-1S|PT0S|PT0.5S|PT1H|P1DT1H|P1M1D|P1Y");
    same("interval", "-1-0|-0:00:01|0|0:00:01|1:00:00|1 2:00:00|+0-1 +1 +0:00:00|1-0");
  }

  private void same(String type, String values) {
    String[] ascending = values.split("\\|");
    @Nullable String[] shuffled = new String[ascending.length + 2];
    for (int i = 0; i < ascending.length; i++) {
      shuffled[1 + i] = ascending[(i * 7 + 3) % ascending.length];
    }
    if (ascending.length % 7 == 0) {
      for (int i = 0; i < ascending.length; i++) {
        shuffled[1 + i] = ascending[ascending.length - 1 - i];
      }
    }
    List<@Nullable String> up = new ArrayList<>(List.of(ascending));
    up.add(null);
    up.add(null);
    try (ResultStore store = store(type, shuffled)) {
      assertThat(sorted(store, false)).as(type).isEqualTo(up);
      assertThat(sorted(store, true)).as(type).isEqualTo(up.reversed());
    }
  }

  @Test
  void whatIsNoValueOfItsTypeComesLastButBeforeNull() {
    try (ResultStore store = store("int4", "b", null, "7", "a", "", "-3")) {
      assertThat(sorted(store, false)).containsExactly("-3", "7", "", "a", "b", null);
    }
  }

  @Test
  void equalOnesStayAsTheyCame() {
    @Nullable String[] cells = new String[1000];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = i % 2 == 0 ? "1.0" : "1.00";
    }
    try (ResultStore store = store("numeric", cells);
        ResultView view =
            arrange.arrange(
                store, List.of(), List.of(new SortKey(0, true)), Cancellation.create(), n -> {})) {
      for (int i = 0; i < cells.length; i++) {
        assertThat(view.row(i)).isEqualTo(i);
      }
    }
  }

  @Test
  void cancelEndsItAndGivesEverythingBack() {
    Cancellation cancellation = Cancellation.create();
    @Nullable String[] cells = new String[20_000];
    java.util.Arrays.fill(cells, "x".repeat(50));
    try (ResultStore store = store("text", cells)) {
      assertThatThrownBy(
              () ->
                  arrange.arrange(
                      store,
                      List.of(),
                      List.of(new SortKey(0, false)),
                      cancellation,
                      done -> {
                        if (done > 10_000) {
                          cancellation.cancel();
                        }
                      }))
          .isInstanceOf(CancellationException.class);
    }
    assertThat(budget.reserved()).isZero();
    assertThat(files.open()).isZero();
  }

  @Test
  void aFilterTakesRoomOnlyForTheRowsThatMeetIt() {
    MemoryBudget room = new MemoryBudget(4 * Integer.BYTES);
    @Nullable String[] cells = new @Nullable String[26];
    cells[7] = "found";
    cells[20] = "found too";
    try (ResultStore store = store("text", cells);
        ResultView view =
            new ArrangeRows(room, files)
                .arrange(
                    store,
                    List.of(new RowFilter.Contains("found", 0)),
                    List.of(new SortKey(0, true)),
                    Cancellation.create(),
                    n -> {})) {
      assertThat(view.row(0)).isEqualTo(20);
      assertThat(room.reserved()).isEqualTo(2L * Integer.BYTES);
    }
    assertThat(room.reserved()).isZero();
  }

  @Test
  void anOrderThatDoesNotFitIsRefused() {
    ArrangeRows small = new ArrangeRows(new MemoryBudget(100), files);
    try (ResultStore store = store("text", new @Nullable String[26])) {
      TuskException refused =
          catchThrowableOfType(
              TuskException.class,
              () ->
                  small.arrange(
                      store,
                      List.of(),
                      List.of(new SortKey(0, false)),
                      Cancellation.create(),
                      n -> {}));

      assertThat(refused.error()).isInstanceOf(TuskError.ResultTooBig.class);
    }
  }
}
