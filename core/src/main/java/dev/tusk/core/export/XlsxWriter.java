package dev.tusk.core.export;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import dev.tusk.core.result.RowPage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A workbook of Office Open XML (ECMA-376), row by row: text stands in its cell and in no table of
/// strings, so that nothing but the row is held. What does not fit a sheet goes on in the next.
///
/// A number of more than 15 digits is text, since a spreadsheet would round it; so are times, which
/// it would cut to milliseconds. NULL is no cell at all, the empty string an empty text.
final class XlsxWriter implements RowWriter, RowPage.CellReader {
  /// What a sheet holds, the line of names included.
  static final int ROWS = 1_048_576;

  /// What a cell holds, in UTF-16 units.
  static final int CHARS = 32_767;

  private static final int DIGITS = 15;
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final byte[][] ESCAPES = ByteOut.escapes();

  static {
    for (int i = 0; i < 0x20; i++) {
      if (i != '\t' && i != '\n') {
        ESCAPES[i] = ByteOut.bytes("_x%04X_".formatted(i));
      }
    }
    ESCAPES['&'] = ByteOut.bytes("&amp;");
    ESCAPES['<'] = ByteOut.bytes("&lt;");
    ESCAPES['>'] = ByteOut.bytes("&gt;");
    // it begins the escapes above
    ESCAPES['_'] = ByteOut.bytes("_x005F_");
  }

  private final List<ResultColumn> columns;
  private final String[] letters;
  private final boolean header;
  private final int most;
  private final ZipOutputStream zip;
  private ByteOut out = ByteOut.NOWHERE;
  private int sheets;
  private int rows;
  private int place;

  /// @param most rows a sheet; [#ROWS] but for tests
  XlsxWriter(OutputStream out, ExportOptions options, List<ResultColumn> columns, int most) {
    this.zip = new ZipOutputStream(out);
    this.columns = columns;
    this.header = options.header();
    this.most = most;
    this.letters = new String[columns.size()];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = letters(i);
    }
    zip.setLevel(Deflater.BEST_SPEED);
  }

  @Override
  public void begin() throws IOException {
    sheet();
  }

  @Override
  public void row(Cells cells) throws IOException {
    if (rows == most) {
      endSheet();
      sheet();
    }
    try {
      rows++;
      out.put("<row r=\"" + rows + "\">");
      for (place = 0; place < letters.length; place++) {
        cells.read(place, this);
      }
      out.put("</row>\n");
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  @Override
  public void end() throws IOException {
    endSheet();
    StringBuilder types = new StringBuilder(XML);
    StringBuilder book = new StringBuilder(XML);
    StringBuilder relations = new StringBuilder(XML);
    types.append("<Types xmlns=\"" + PACKAGE + "content-types\"><Default Extension=\"rels\"");
    types.append(" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>");
    type(types, "workbook.xml", "sheet.main");
    book.append("<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE + "\"><sheets>");
    relations.append("<Relationships xmlns=\"" + PACKAGE + "relationships\">");
    for (int i = 1; i <= sheets; i++) {
      type(types, "worksheets/sheet" + i + ".xml", "worksheet");
      String name = i == 1 ? "Result" : "Result " + i;
      book.append("<sheet name=\"" + name + "\" sheetId=\"" + i + "\" r:id=\"rId" + i + "\"/>");
      relation(relations, i, "worksheet", "worksheets/sheet" + i + ".xml");
    }
    part("xl/workbook.xml", book.append("</sheets></workbook>"));
    part("xl/_rels/workbook.xml.rels", relations.append("</Relationships>"));
    StringBuilder root = new StringBuilder(XML);
    root.append("<Relationships xmlns=\"" + PACKAGE + "relationships\">");
    relation(root, 1, "officeDocument", "xl/workbook.xml");
    part("_rels/.rels", root.append("</Relationships>"));
    part("[Content_Types].xml", types.append("</Types>"));
    zip.finish();
    zip.flush();
  }

  private static void type(StringBuilder types, String part, String type) {
    types.append("<Override PartName=\"/xl/" + part + "\" ContentType=\"");
    types.append("application/vnd.openxmlformats-officedocument.spreadsheetml.");
    types.append(type + "+xml\"/>");
  }

  private static void relation(StringBuilder relations, int id, String type, String target) {
    relations.append("<Relationship Id=\"rId" + id + "\" Type=\"" + OFFICE + "/" + type + "\"");
    relations.append(" Target=\"" + target + "\"/>");
  }

  private void part(String name, CharSequence text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(ByteOut.bytes(text.toString()));
    zip.closeEntry();
  }

  private void sheet() throws IOException {
    sheets++;
    rows = 0;
    zip.putNextEntry(new ZipEntry("xl/worksheets/sheet" + sheets + ".xml"));
    out = new ByteOut(zip);
    out.put(XML + "<worksheet xmlns=\"" + MAIN + "\"><sheetData>\n");
    if (header) {
      rows++;
      out.put("<row r=\"1\">");
      for (place = 0; place < letters.length; place++) {
        byte[] name = ByteOut.bytes(columns.get(place).name());
        text(name, 0, name.length);
      }
      out.put("</row>\n");
    }
  }

  private void endSheet() throws IOException {
    out.put("</sheetData></worksheet>\n");
    out.flush();
    zip.closeEntry();
  }

  @Override
  public void nul() {}

  @Override
  public void value(byte[] data, int offset, int length) {
    Kind kind = columns.get(place).kind();
    boolean one = length == 1;
    if (kind == Kind.BOOLEAN && one && (data[offset] == 't' || data[offset] == 'f')) {
      cell(" t=\"b\"");
      out.put(data[offset] == 't' ? "<v>1</v></c>" : "<v>0</v></c>");
    } else if (kind == Kind.NUMBER && isExact(data, offset, length)) {
      cell("");
      out.put("<v>");
      out.put(data, offset, length);
      out.put("</v></c>");
    } else {
      text(data, offset, length);
    }
  }

  private void text(byte[] data, int offset, int length) {
    int chars = 0;
    for (int i = offset; i < offset + length; i++) {
      int each = data[i] & 0xFF;
      chars += each >= 0xF0 ? 2 : (each & 0xC0) == 0x80 ? 0 : 1;
    }
    if (chars > CHARS) {
      throw new TuskException(
          new TuskError.NotSent(
              "Row "
                  + rows
                  + " has a text of "
                  + chars
                  + " characters in \""
                  + columns.get(place).name()
                  + "\"; a cell of a workbook holds "
                  + CHARS,
              "Choose CSV, which holds any length."));
    }
    cell(" t=\"inlineStr\"");
    out.put("<is><t xml:space=\"preserve\">");
    escaped(data, offset, offset + length);
    out.put("</t></is></c>");
  }

  /// XML has no U+FFFE and no U+FFFF, not even as a reference.
  private void escaped(byte[] data, int begin, int end) {
    int from = begin;
    for (int i = begin; i + 2 < end; i++) {
      if (data[i] == (byte) 0xEF && data[i + 1] == (byte) 0xBF && (data[i + 2] & 0xFE) == 0xBE) {
        out.putEscaped(data, from, i - from, ESCAPES);
        out.put(data[i + 2] == (byte) 0xBE ? "_xFFFE_" : "_xFFFF_");
        from = i + 3;
      }
    }
    out.putEscaped(data, from, end - from, ESCAPES);
  }

  private void cell(String type) {
    out.put("<c r=\"" + letters[place] + rows + "\"" + type + ">");
  }

  /// Whether a spreadsheet, which has doubles, keeps every digit.
  private static boolean isExact(byte[] data, int offset, int length) {
    int digits = 0;
    for (int i = offset; i < offset + length; i++) {
      boolean digit = data[i] >= '0' && data[i] <= '9';
      if (data[i] == 'e' || data[i] == 'E') {
        // an exponent that a double may not have
        return false;
      }
      digits += digit && (digits > 0 || data[i] != '0') ? 1 : 0;
    }
    boolean negativeZero = digits == 0 && data[offset] == '-';
    return digits <= DIGITS && !negativeZero && NumberText.isNumber(data, offset, length);
  }

  private static String letters(int column) {
    String letters = "";
    for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
      letters = (char) ('A' + rest % 26) + letters;
    }
    return letters;
  }
}
