package dev.tusk.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.CellCondition.Reading;
import dev.tusk.core.testkit.InMemorySpillFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellConditionTest {
  private static ResultColumn column(String type) {
    return new ResultColumn(
        "x", type, 0, type.equals("bool") ? ResultColumn.Kind.BOOLEAN : ResultColumn.Kind.OTHER);
  }

  private static String kept(String type, String condition, String cells) {
    List<String> found = new ArrayList<>();
    try (ResultStore store = store(type, cells.split("\\|"));
        ResultView view =
            store.arrange(
                List.of(new RowFilter.Meets(0, understood(condition, type))),
                List.of(),
                Cancellation.create(),
                n -> {})) {
      for (int row = 0; row < view.rowCount(); row++) {
        String cell = store.text(view.row(row), 0);
        found.add(cell == null ? "∅" : cell);
      }
    }
    return String.join("|", found);
  }

  private static ResultStore store(String type, @Nullable String... cells) {
    ResultStore store =
        new KeepResults(
                new MemoryBudget(1 << 20), new MemoryBudget(1 << 20), new InMemorySpillFiles())
            .begin(List.of(column(type)));
    RowPage.Builder page = new RowPage.Builder(1, cells.length, 0);
    for (String cell : cells) {
      page.add(cell == null || cell.equals("∅") ? null : cell.getBytes(StandardCharsets.UTF_8));
    }
    store.append(page.build(cells.length));
    return store;
  }

  private static CellCondition understood(String text, String type) {
    Reading reading = CellCondition.read(text, column(type));
    assertThat(reading).as(text).isInstanceOf(Reading.Understood.class);
    return ((Reading.Understood) reading).condition();
  }

  private static String why(String text, String type) {
    Reading reading = CellCondition.read(text, column(type));
    assertThat(reading).as(text).isInstanceOf(Reading.NotUnderstood.class);
    return ((Reading.NotUnderstood) reading).why();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          int4; > 10; 9|10|11|100|-20|∅; 11|100
          int4; > 9.5; 9|10; 10
          int4; between 9 and 11; 8|9|10|11|12|∅; 9|10|11
          int4; not between 9 and 11; 8|9|12|∅; 8|12
          int4; in (1, 2,3); 1|2|3|4|∅; 1|2|3
          int4; < 0 or > 10; -1|0|10|11; -1|11
          int4; "(> 1 and < 5) or = 9"; 1|2|5|9; 2|9
          int4; <> 3; 3|4|∅; 4
          int4; is distinct from 3; 3|4|∅; 4|∅
          int4; is not distinct from 3; 3|4|∅; 3
          numeric; = 1; 1|1.0|1.00|2|NaN; 1|1.0|1.00
          numeric; >= 1e3; 999.99|1000|1e4|NaN|∅; 1000|1e4|NaN
          float8; = nan; NaN|1; NaN
          text; is null; a|∅; ∅
          text; is not null; a|∅; a
          text; = 'it''s'; it's|its; it's
          text; = New York; New York|New; New York
          text; like 'a%_'; ab|a|abc|cab; ab|abc
          text; not like 'a%'; ab|b|∅; b
          text; ilike 'A%'; ab|AB|b; ab|AB
          text; like '100\\%'; 100%|1000; 100%
          text; like '_😀%'; a😀b|😀😀|😀; a😀b|😀😀
          text; ~ ^a.*c$; abc|abd|ac|∅; abc|ac
          text; ~* ^A; abc|Abd|c; abc|Abd
          text; !~ b; ab|a|∅; a
          text; > b; a|b|ba|c; ba|c
          text; elephant; An Elephant|ant; An Elephant
          text; in stock; In stock|in; In stock
          text; 'is null'; is null|∅; is null
          bool; = true; t|f|∅; t
          bool; is not true; t|f|∅; f|∅
          bool; is true; t|f|∅; t
          bool; true; t|f; t
          date; > 2026-01-31; 2026-01-31|2026-02-01|0044-03-15 BC|infinity; 2026-02-01|infinity
          timestamp; >= 2026-01-02; 2026-01-01 23:59:59.9|2026-01-02 00:00:00; 2026-01-02 00:00:00
          timestamp; = 2026-01-02T03:04; 2026-01-02 03:04:00|2026-01-02 03:04:01; 2026-01-02 03:04:00
          timestamptz; < 2026-06-01 12:00+00; 2026-06-01 13:30:00+02|2026-06-01 14:30:00+02; 2026-06-01 13:30:00+02
          timestamptz; < 2026-06-01 14:00; 2026-06-01 13:30:00+02|2026-06-01 14:30:00+02; 2026-06-01 13:30:00+02
          time; > 09:30; 09:30:00|09:30:01; 09:30:01
          interval; > '1 day'; 23:59:59|1 day|1 day 00:00:01; 1 day 00:00:01
          money; > $9.50; $9.50|$10.00; $10.00
          uuid; = ABCDEF00-0000-0000-0000-000000000000; abcdef00-0000-0000-0000-000000000000; abcdef00-0000-0000-0000-000000000000
          """)
  void rowsAreKeptAsTheServerWould(String type, String condition, String cells, String kept) {
    assertThat(kept(type, condition, cells)).isEqualTo(kept);
  }

  @Test
  void whatIsNoConditionIsSaidInWords() {
    assertThat(why("> abc", "int4")).isEqualTo("'abc' is no value of type int4");
    assertThat(why("= null", "text")).contains("is null");
    assertThat(why("between 1", "int4")).contains("between … and …");
    assertThat(why("~ (", "text")).startsWith("This is no pattern");
    assertThat(why(">", "text")).contains("missing");
    assertThat(why("is nul", "text")).contains("Is what?");
    assertThat(why("= 'a", "text")).contains("quote");
    assertThat(why("(> 1", "int4")).contains("')' is missing");
    assertThat(why("> 1 and", "int4")).contains("missing");
    assertThat(why("= perhaps", "bool")).contains("true or false");
    assertThat(why("> 10", "money")).contains("as the server prints it");
    assertThat(why("", "text")).contains("Write a condition");
    assertThat(why("(".repeat(500), "int4")).contains("nested");
    assertThat(why("> 2026-13", "date")).contains("no value of type date");
  }

  @Test
  void aQuotedNullIsAText() {
    assertThat(kept("text", "= 'null'", "null|∅")).isEqualTo("null");
  }

  @Test
  void aPatternThatWouldNotEndIsStopped() {
    Cancellation stop = Cancellation.create();
    CellMatch test = CellMatch.of(understood("~ ^(a|aa)+\\1c$", "text"), column("text"), stop);
    stop.cancel();
    byte[] cell = ("a".repeat(60) + "b").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> test.value(cell, 0, cell.length))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void theSameValueIsFoundToTheByteAndExcludedWithNullLeft() {
    try (ResultStore store = store("text", "a", "A", null, "a ")) {
      assertThat(count(store, new RowFilter.Equal(0, "a"))).isOne();
      assertThat(count(store, new RowFilter.Equal(0, null))).isOne();
      assertThat(count(store, new RowFilter.Meets(0, new CellCondition.Distinct("a"))))
          .isEqualTo(3);
      assertThat(count(store, new RowFilter.Meets(0, new CellCondition.Distinct(null))))
          .isEqualTo(3);
    }
  }

  private static int count(ResultStore store, RowFilter filter) {
    try (ResultView view =
        store.arrange(List.of(filter), List.of(), Cancellation.create(), n -> {})) {
      return view.rowCount();
    }
  }
}
