package dev.tusk.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class AlignedPrinterTest {
  @Test
  void numbersStandRightTextLeftNullIsEmpty() throws IOException {
    check(
        "aligned",
        Table.of("id:number", "name:text", "Amount:number")
            .row("1", "one", "1.5")
            .row("20", "twenty", "-300.25")
            .row("300", null, null));
  }

  @Test
  void oneRowIsCalledOneRow() throws IOException {
    check("aligned-one-row", Table.of("answer:number").row("42"));
  }

  @Test
  void aResultWithoutRowsHasItsHeading() throws IOException {
    check("aligned-no-rows", Table.of("a:number", "b:text"));
  }

  @Test
  void aResultWithoutColumnsIsALineAndACount() throws IOException {
    check("aligned-no-columns", Table.of().row());
    check("aligned-no-columns-three-rows", Table.of().row().row().row());
  }

  @Test
  void linesOfOneCellStandBelowEachOther() throws IOException {
    check(
        "aligned-lines",
        Table.of("n:number", "text:text", "last:text")
            .row("1", "a\nbb\nccc", "x")
            .row("22", "flat", "y\nz"));
    check("aligned-lines-and-numbers", Table.of("t:text", "n:number").row("a\nb", "12345"));
  }

  @Test
  void wideCharactersTakeTwoColumns() throws IOException {
    check(
        "aligned-wide",
        Table.of("word:text", "e:text", "n:number").row("日本語", "é", "1").row("🐘", "x", "22"));
  }

  @Test
  void namesMayRepeat() throws IOException {
    check(
        "aligned-odd-names",
        Table.of("?column?:number", "a b:number", "x:text", "x:text").row("1", "2", "x", "y"));
  }

  @Test
  void controlCharactersAreWrittenOutAndTabsFilled() throws IOException {
    check(
        "aligned-control",
        Table.of("t:text", "c:text", "b:text").row("tab\there", "cr\rx", "bell\u0007"));
  }

  @Test
  void withoutHeaderThereIsNoCountEither() throws IOException {
    Table table = Table.of("a:number", "b:text").row("1", "x").row("22", "yy");
    assertThat(Table.print(OutputFormat.ALIGNED, false, "", table))
        .isEqualTo(Transcript.of("aligned-no-header"));
  }

  @Test
  void nullTextStandsForNullAndCountsForTheWidth() throws IOException {
    Table table = Table.of("a:number").row((String) null);
    assertThat(Table.print(OutputFormat.ALIGNED, true, "(none)", table))
        .isEqualTo("   a    \n--------\n (none)\n(1 row)\n\n");
  }

  @Test
  void aValueWiderThanThoseLookedAtPushesOnlyItsOwnLine() throws IOException {
    Table table = Table.of("t:text", "n:number");
    for (int i = 0; i < 1_000; i++) {
      table.row("x", "1");
    }
    table.row("much too wide", "2").row("y", "3");
    assertThat(table.print(OutputFormat.ALIGNED))
        .endsWith("\n x | 1\n much too wide | 2\n y | 3\n(1002 rows)\n\n");
  }

  private static void check(String transcript, Table table) throws IOException {
    assertThat(table.print(OutputFormat.ALIGNED)).isEqualTo(Transcript.of(transcript));
  }
}
