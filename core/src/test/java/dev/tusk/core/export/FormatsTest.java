package dev.tusk.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The formats to the letter. That servers read them back is proven in `RoundTripTest` of app.
class FormatsTest {
  private static final ResultColumn ID = new ResultColumn("id", "int4", 23, Kind.NUMBER);
  private static final ResultColumn TEXT = new ResultColumn("Odd name", "text", 25, Kind.TEXT);
  private static final ResultColumn REAL = new ResultColumn("r", "float4", 700, Kind.NUMBER);
  private static final ResultColumn FLAG = new ResultColumn("ok", "bool", 16, Kind.BOOLEAN);
  private static final ResultColumn JSON = new ResultColumn("j", "jsonb", 3802, Kind.JSON);
  private static final ExportOptions PLAIN =
      ExportOptions.DEFAULTS.into("shop.orders", List.of("id"));

  @Test
  void csvTellsNullFromEmpty() throws IOException {
    assertThat(write(ExportFormat.CSV, PLAIN, List.of(ID, TEXT), row("1", ""), row("2", null)))
        .isEqualTo("id,Odd name\n1,\"\"\n2,\n");
    assertThat(write(ExportFormat.CSV, PLAIN.header(false), List.of(TEXT), row("a,\"b\"\n")))
        .isEqualTo("\"a,\"\"b\"\"\n\"\n");
    assertThat(write(ExportFormat.CSV, PLAIN.nullText("-"), List.of(TEXT), row("-"), row()))
        .isEqualTo("Odd name\n\"-\"\n-\n");
  }

  @Test
  void tsvIsCopysTextOrASpreadsheets() throws IOException {
    assertThat(write(ExportFormat.TSV, PLAIN, List.of(ID, TEXT), row("1", "a\tb\\"), row()))
        .isEqualTo("id\tOdd name\n1\ta\\tb\\\\\n\\N\t\\N\n");
    assertThat(
            write(
                ExportFormat.TSV,
                PLAIN.forClipboard(),
                List.of(ID, TEXT),
                row("1", "a\tb \"c\""),
                row()))
        .isEqualTo("id\tOdd name\n1\t\"a\tb \"\"c\"\"\"\n\t\n");
  }

  @Test
  void formulasAreDefusedOnlyWhenAsked() throws IOException {
    List<ResultColumn> columns = List.of(ID, TEXT);
    @Nullable String[][] rows = {row("-1", "=1+1"), row("2", "-x"), row("3", "@a"), row("4", "-5")};
    assertThat(write(ExportFormat.CSV, PLAIN.header(false), columns, rows))
        .isEqualTo("-1,=1+1\n2,-x\n3,@a\n4,-5\n");
    assertThat(write(ExportFormat.CSV, PLAIN.header(false).spreadsheetSafe(true), columns, rows))
        .isEqualTo("-1,'=1+1\n2,'-x\n3,'@a\n4,'-5\n");
  }

  @Test
  void jsonHasBareNumbersOnlyWhereJsonHasThem() throws IOException {
    assertThat(
            write(
                ExportFormat.JSON,
                PLAIN,
                List.of(REAL, FLAG, JSON, TEXT, TEXT),
                row("NaN", "t", "{\"a\": 1}", "x\"\\\n\u0001", "é"),
                row("-1.50e+20", "f", null, "", null)))
        .isEqualTo(
            """
            [
            {"r":"NaN","ok":true,"j":{"a": 1},"Odd name":"x\\"\\\\\\n\\u0001","Odd name_2":"é"},
            {"r":-1.50e+20,"ok":false,"j":null,"Odd name":"","Odd name_2":null}
            ]
            """);
    assertThat(write(ExportFormat.JSON, PLAIN, List.of(ID))).isEqualTo("[]\n");
    assertThat(write(ExportFormat.JSON_LINES, PLAIN, List.of(JSON), row("{\n}"), row("1")))
        .isEqualTo("{\"j\":{ }}\n{\"j\":1}\n");
  }

  @Test
  void whatIsANumberOfJson() {
    for (String number :
        "0 -0 10 1.5 -1.50e10 1E-5 0.0 123456789012345678901234567890".split(" ", -1)) {
      assertThat(isNumber(number)).as(number).isTrue();
    }
    for (String other :
        ", -, 01, .5, 1., 1e, 1e+, +1, NaN, $1, 1 , Infinity, 0x1".split(", ", -1)) {
      assertThat(isNumber(other)).as(other).isFalse();
    }
  }

  @Test
  void insertQuotesNamesAndValues() throws IOException {
    assertThat(
            write(
                ExportFormat.INSERT,
                PLAIN,
                List.of(ID, TEXT, REAL, FLAG),
                row("-1", "it's \\ok", "0.1", "t"),
                row(null, "", null, "f")))
        .isEqualTo(
            """
            INSERT INTO shop.orders (id, "Odd name", r, ok) VALUES
              (-1, E'it''s \\\\ok', '0.1', true),
              (NULL, '', NULL, false);
            """);
    assertThat(write(ExportFormat.INSERT, PLAIN, List.of(ID))).isEmpty();
    assertThat(write(ExportFormat.INSERT, PLAIN.header(false), List.of(), row()))
        .isEqualTo("INSERT INTO shop.orders DEFAULT VALUES;\n");
  }

  @Test
  void insertBeginsAnewAfterSomeHundredRows() throws IOException {
    @Nullable String[][] rows = new String[InsertFormat.ROWS + 1][];
    java.util.Arrays.fill(rows, row("1"));
    String sql = write(ExportFormat.INSERT, PLAIN, List.of(ID), rows);
    assertThat(sql.split(";\n", -1)).hasSize(3);
    assertThat(sql).endsWith("(1);\nINSERT INTO shop.orders (id) VALUES\n  (1);\n");
  }

  @Test
  void updateNeedsItsKey() throws IOException {
    assertThat(write(ExportFormat.UPDATE, PLAIN, List.of(ID, TEXT), row("1", "x"), row(null, null)))
        .isEqualTo(
            """
            UPDATE shop.orders SET "Odd name" = 'x' WHERE id = 1;
            UPDATE shop.orders SET "Odd name" = NULL WHERE id IS NULL;
            """);
    refused(PLAIN.into("t", List.of("nowhere")), List.of(ID, TEXT), "\"nowhere\"");
    refused(PLAIN.into("t", List.of()), List.of(ID, TEXT), "needs the columns of a key");
    refused(PLAIN, List.of(ID), "beside the key");
  }

  private static void refused(ExportOptions options, List<ResultColumn> columns, String why) {
    assertThatThrownBy(() -> write(ExportFormat.UPDATE, options, columns))
        .isInstanceOf(TuskException.class)
        .hasMessageContaining(why);
  }

  @Test
  void valuesSayTheirTypesOnce() throws IOException {
    ResultColumn bit = new ResultColumn("b", "bit", 1560, Kind.OTHER);
    ResultColumn moods = new ResultColumn("m", "my mood[]", 20_000, Kind.ARRAY);
    assertThat(
            write(
                ExportFormat.VALUES,
                PLAIN,
                List.of(ID, bit, moods),
                row("1", "101", "{a}"),
                row("2", null, "{}")))
        .isEqualTo(
            """
            SELECT * FROM (VALUES
              ('1'::int4, '101'::"bit", '{a}'::"my mood"[]),
              (2, NULL, '{}')
            ) AS t (id, b, m);
            """);
    assertThat(write(ExportFormat.VALUES, PLAIN.header(false), List.of(ID), row("1"), row("2")))
        .isEqualTo("VALUES\n  ('1'::int4),\n  (2);\n");
    assertThat(write(ExportFormat.VALUES, PLAIN, List.of(ID)))
        .isEqualTo("SELECT NULL::int4 WHERE false;\n");
  }

  @Test
  void inListIsACondition() throws IOException {
    assertThat(write(ExportFormat.IN_LIST, PLAIN, List.of(TEXT), row("a"), row("it's")))
        .isEqualTo("\"Odd name\" IN ('a', 'it''s')\n");
    assertThat(write(ExportFormat.IN_LIST, PLAIN.header(false), List.of(ID), row("1"), row("2")))
        .isEqualTo("IN (1, 2)\n");
    assertThat(write(ExportFormat.IN_LIST, PLAIN, List.of(ID, TEXT), row("1", "a")))
        .isEqualTo("(id, \"Odd name\") IN ((1, 'a'))\n");
    assertThat(write(ExportFormat.IN_LIST, PLAIN.header(false), List.of(ID)))
        .isEqualTo("IN (SELECT NULL::int4 WHERE false)\n");
    String leftOut = " /* left out: 1 with NULL, which IN never finds */\n";
    assertThat(write(ExportFormat.IN_LIST, PLAIN, List.of(ID), row((String) null), row("2")))
        .isEqualTo("id IN (2)" + leftOut);
    assertThat(write(ExportFormat.IN_LIST, PLAIN, List.of(ID, TEXT), row("1", "a"), row("2", null)))
        .isEqualTo("(id, \"Odd name\") IN ((1, 'a'))" + leftOut);
    assertThat(write(ExportFormat.IN_LIST, PLAIN, List.of(ID), row((String) null)))
        .isEqualTo("id IN (SELECT NULL::int4 WHERE false)" + leftOut);
    assertThat(write(ExportFormat.IN_LIST, PLAIN, List.of(ID, TEXT), row("1", null)))
        .isEqualTo("(id, \"Odd name\") IN (SELECT NULL::int4, NULL::text WHERE false)" + leftOut);
  }

  @Test
  void tablesForPeopleEscapeTheirOwnMarks() throws IOException {
    assertThat(write(ExportFormat.MARKDOWN, PLAIN, List.of(ID, TEXT), row("1", " a|b\n"), row()))
        .isEqualTo(
            """
            | id | Odd name |
            | ---: | --- |
            | 1 | &#32;a\\|b<br> |
            | *NULL* | *NULL* |
            """);
    assertThat(write(ExportFormat.HTML, PLAIN, List.of(ID, TEXT), row("1", "<b>&"), row()))
        .contains("<thead><tr><th>id</th><th>Odd name</th></tr></thead>")
        .contains("<tr><td class=\"n\">1</td><td>&lt;b&gt;&amp;</td></tr>")
        .contains("<tr><td class=\"null\"></td><td class=\"null\"></td></tr>");
    assertThat(write(ExportFormat.HTML, PLAIN.header(false), List.of(ID))).doesNotContain("<th>");
  }

  @Test
  void everyFormatPassesOnWhatItsStreamThrows() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    for (ExportFormat format : ExportFormat.values()) {
      assertThatThrownBy(
              () -> {
                RowWriter writer = new WriteRows().to(full, format, PLAIN, List.of(ID, TEXT));
                writer.begin();
                writer.rows(page(2, row("1", "x".repeat(200_000))));
                writer.end();
              })
          .as(format.word())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
    }
  }

  private static boolean isNumber(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return NumberText.isNumber(bytes, 0, bytes.length);
  }

  private static @Nullable String[] row(@Nullable String... cells) {
    return cells;
  }

  private static String write(
      ExportFormat format,
      ExportOptions options,
      List<ResultColumn> columns,
      @Nullable String[]... rows)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowWriter writer = new WriteRows().to(out, format, options, columns);
    writer.begin();
    writer.rows(page(columns.size(), rows));
    writer.end();
    return out.toString(StandardCharsets.UTF_8);
  }

  /// A row that is too short ends in NULLs.
  private static RowPage page(int columns, @Nullable String[]... rows) {
    RowPage.Builder page = new RowPage.Builder(columns, rows.length, 64);
    for (@Nullable String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        String cell = i < row.length ? row[i] : null;
        page.add(cell == null ? null : cell.getBytes(StandardCharsets.UTF_8));
      }
    }
    return page.build(rows.length);
  }
}
