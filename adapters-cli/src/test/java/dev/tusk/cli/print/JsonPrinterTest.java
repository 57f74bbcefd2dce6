package dev.tusk.cli.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class JsonPrinterTest {
  @Test
  void numbersAndBooleansAreBareTheRestIsQuoted() throws IOException {
    Table table =
        Table.of("n:number", "b:boolean", "t:text", "d:time")
            .row("1.50", "t", "say \"x\"\n", "2024-01-01")
            .row("-0.1e-7", "f", null, null);
    assertThat(table.print(OutputFormat.JSON))
        .isEqualTo(
            """
            [
            {"n":1.50,"b":true,"t":"say \\"x\\"\\n","d":"2024-01-01"},
            {"n":-0.1e-7,"b":false,"t":null,"d":null}
            ]
            """);
  }

  @Test
  void numbersThatJsonCannotSayAreStrings() throws IOException {
    Table table = Table.of("n:number");
    for (String value :
        new String[] {"NaN", "Infinity", "-Infinity", "$1,234.50", "007", "1e+20"}) {
      table.row(value);
    }
    assertThat(table.print(OutputFormat.JSONL))
        .isEqualTo(
            """
            {"n":"NaN"}
            {"n":"Infinity"}
            {"n":"-Infinity"}
            {"n":"$1,234.50"}
            {"n":"007"}
            {"n":1e+20}
            """);
  }

  @Test
  void namesThatRepeatAreToldApart() throws IOException {
    assertThat(Table.of("x:text", "x:text", "x:text").row("a", "b", "c").print(OutputFormat.JSONL))
        .isEqualTo("{\"x\":\"a\",\"x_2\":\"b\",\"x_3\":\"c\"}\n");
  }

  @Test
  void aMadeUpNameNeverHidesARealOne() throws IOException {
    assertThat(
            Table.of("x:text", "x:text", "x_2:text").row("a", "b", "c").print(OutputFormat.JSONL))
        .contains("\"a\"", "\"b\"", "\"c\"")
        .doesNotContainPattern("\"x_2\":.*\"x_2\":");
  }

  @Test
  void jsonIsNestedAsItIs() throws IOException {
    Table table = Table.of("j:json").row("{\"a\": [1, 2]}").row("{\n  \"b\": \"x\\ny\"\n}");
    assertThat(table.print(OutputFormat.JSONL))
        .isEqualTo("{\"j\":{\"a\": [1, 2]}}\n{\"j\":{   \"b\": \"x\\ny\" }}\n");
  }

  @Test
  void controlCharactersAreEscaped() throws IOException {
    assertThat(Table.of("t:text").row("\t\r\u0001\u007F\\🐘").print(OutputFormat.JSONL))
        .isEqualTo("{\"t\":\"\\t\\r\\u0001\u007F\\\\🐘\"}\n");
  }

  @Test
  void severalResultsAreOneArrayOfResults() throws IOException {
    Table one = Table.of("a:number").row("1");
    assertThat(Table.print(OutputFormat.JSON, true, "", one, Table.of("b:number"), one))
        .isEqualTo("[\n[\n{\"a\":1}\n],\n[],\n[\n{\"a\":1}\n]\n]\n");
    assertThat(Table.print(OutputFormat.JSONL, true, "", one, one))
        .isEqualTo("{\"statement\":1,\"row\":{\"a\":1}}\n{\"statement\":2,\"row\":{\"a\":1}}\n");
  }

  @Test
  void resultsOfOneStatementAreOneArrayOfResultsToo() throws IOException {
    Table one = Table.of("a:number").row("1");
    assertThat(Table.print(OutputFormat.JSON, Table.of("b:number"), one, one))
        .isEqualTo("[\n[],\n[\n{\"a\":1}\n],\n[\n{\"a\":1}\n]\n]\n");
    assertThat(Table.print(OutputFormat.JSONL, one, one)).isEqualTo("{\"a\":1}\n{\"a\":1}\n");
  }

  @Test
  void aSecondResultBehindALongOneIsRefusedAndTheFirstStaysWhole() {
    Table wide = Table.of("t:text").row("x".repeat(100_000));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> Table.print(OutputFormat.JSON, out, wide, wide))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("several results");
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("[\n{\"t\":").endsWith("\"}\n]\n");
  }

  @Test
  void noRowsAndNoColumnsAreStillJson() throws IOException {
    assertThat(Table.of("a:number").print(OutputFormat.JSON)).isEqualTo("[]\n");
    assertThat(Table.of().row().print(OutputFormat.JSON)).isEqualTo("[\n{}\n]\n");
    assertThat(Table.of("a:number").print(OutputFormat.JSONL)).isEmpty();
  }
}
