package dev.tusk.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The parts of a workbook to the letter; that its values are the server's is proven in app.
class XlsxWriterTest {
  private static final List<ResultColumn> COLUMNS =
      List.of(
          new ResultColumn("n", "numeric", 1700, Kind.NUMBER),
          new ResultColumn("a<b", "text", 25, Kind.TEXT),
          new ResultColumn("ok", "bool", 16, Kind.BOOLEAN));

  @Test
  void numbersAreNumbersOnlyWhileADoubleKeepsThem() throws IOException {
    String sheet =
        sheet(
            row("-1.50", "", "t"),
            row("123456789012345", null, "f"),
            row("1234567890123456", "_x0041_\r&", null),
            row("NaN", " x\n", null),
            row("-0", "1e5", null),
            row(null, "\uFFFE<\uFFFD\uFFFF", null));
    assertThat(sheet)
        .contains("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">n</t>")
        .contains("a&lt;b")
        .contains("<c r=\"A2\"><v>-1.50</v></c><c r=\"B2\" t=\"inlineStr\"><is><t")
        .contains("<c r=\"C2\" t=\"b\"><v>1</v></c>")
        .contains("<c r=\"A3\"><v>123456789012345</v></c><c r=\"C3\" t=\"b\"><v>0</v></c>")
        .contains("<c r=\"A4\" t=\"inlineStr\"><is><t xml:space=\"preserve\">1234567890123456</t>")
        .contains(">_x005F_x0041_x005F__x000D_&amp;<")
        .contains(">_xFFFE_&lt;\uFFFD_xFFFF_<")
        .contains(">NaN<")
        .contains(">-0<");
  }

  @Test
  void whatDoesNotFitASheetGoesOnInTheNext() throws IOException {
    Map<String, String> parts = parts(3, row("1"), row("2"), row("3"), row("4"), row("5"));
    assertThat(parts)
        .containsKeys(
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/sheet2.xml",
            "xl/worksheets/sheet3.xml",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "_rels/.rels",
            "[Content_Types].xml");
    assertThat(parts.get("xl/worksheets/sheet3.xml")).contains(">n<", "<v>5</v>");
    assertThat(parts.get("xl/workbook.xml")).contains("name=\"Result\"", "name=\"Result 3\"");
  }

  @Test
  void aTextThatNoCellHoldsIsRefusedByName() throws IOException {
    assertThat(sheet(row("1", "🐘".repeat(16_383)))).contains("🐘");
    assertThatThrownBy(() -> sheet(row("1", "🐘".repeat(16_384))))
        .isInstanceOf(TuskException.class)
        .hasMessageContaining("32768 characters in \"a<b\"");
  }

  private static @Nullable String[] row(@Nullable String... cells) {
    return cells;
  }

  private static String sheet(@Nullable String[]... rows) throws IOException {
    return parts(XlsxWriter.ROWS, rows).getOrDefault("xl/worksheets/sheet1.xml", "");
  }

  private static Map<String, String> parts(int most, @Nullable String[]... rows)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XlsxWriter writer = new XlsxWriter(out, ExportOptions.DEFAULTS, COLUMNS, most);
    writer.begin();
    RowPage.Builder page = new RowPage.Builder(COLUMNS.size(), rows.length, 64);
    for (@Nullable String[] row : rows) {
      for (int i = 0; i < COLUMNS.size(); i++) {
        String cell = i < row.length ? row[i] : null;
        page.add(cell == null ? null : cell.getBytes(StandardCharsets.UTF_8));
      }
    }
    writer.rows(page.build(rows.length));
    writer.end();
    Map<String, String> parts = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return parts;
  }
}
