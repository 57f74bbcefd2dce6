package dev.tusk.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class SeparatedPrintersTest {
  @Test
  void csvQuotesExactlyWhatCopyQuotes() throws IOException {
    Table table =
        Table.of("n:number", "t:text")
            .row("1", "plain")
            .row("2", "a,b")
            .row("3", "say \"x\"")
            .row("4", "")
            .row("5", null)
            .row("6", "two\nlines")
            .row("7", "cr\rx")
            .row("8", " blank ")
            .row("9", "\\.")
            .row("10", "é🐘");
    assertThat(table.print(OutputFormat.CSV)).isEqualTo(Transcript.of("csv"));
  }

  @Test
  void csvOfOneColumnQuotesTheEndOfDataMark() throws IOException {
    Table table = Table.of("t:text").row("\\.").row("").row((String) null).row("x");
    assertThat(table.print(OutputFormat.CSV)).isEqualTo(Transcript.of("csv-one-column"));
  }

  @Test
  void csvQuotesAValueThatLooksLikeTheNullText() throws IOException {
    Table table = Table.of("t:text").row("NULL").row((String) null).row("");
    assertThat(Table.print(OutputFormat.CSV, false, "NULL", table)).isEqualTo("\"NULL\"\nNULL\n\n");
  }

  @Test
  void tsvEscapesAsCopyDoes() throws IOException {
    Table table =
        Table.of("n:number", "t:text")
            .row("1", "a\tb")
            .row("2", "two\nlines")
            .row("3", "back\\slash")
            .row("4", "cr\r")
            .row("5", "")
            .row("6", null);
    assertThat(Table.print(OutputFormat.TSV, false, "", table)).isEqualTo(Transcript.of("tsv"));
  }

  @Test
  void tsvEscapesBackspaceFormFeedAndVerticalTabToo() throws IOException {
    Table table = Table.of("t:text").row("\b\f\u000b");
    assertThat(Table.print(OutputFormat.TSV, false, "", table)).isEqualTo("\\b\\f\\v\n");
  }

  @Test
  void rawEscapesNothingAndHasNoHeader() throws IOException {
    Table table = Table.of("a:text", "b:text").row("x|y", null).row("two\nlines", "");
    assertThat(table.print(OutputFormat.RAW)).isEqualTo("x|y|\ntwo\nlines|\n");
  }

  @Test
  void rawSetsNothingBetweenResultsAndNothingForRowsWithoutColumns() throws IOException {
    Table one = Table.of("a:number").row("1");
    assertThat(Table.print(OutputFormat.RAW, true, "", one, Table.of().row(), one))
        .isEqualTo("1\n1\n");
  }

  @Test
  void csvSetsAnEmptyLineBetweenResults() throws IOException {
    Table one = Table.of("a:number").row("1");
    assertThat(Table.print(OutputFormat.CSV, true, "", one, one)).isEqualTo("a\n1\n\na\n1\n");
  }

  @Test
  void aValueLargerThanTheBufferIsWrittenWhole() throws IOException {
    String large = "x".repeat(200_000);
    assertThat(Table.of("a:text", "b:text").row("1", large).row(large, "2").print(OutputFormat.RAW))
        .isEqualTo("1|" + large + "\n" + large + "|2\n");
  }
}
