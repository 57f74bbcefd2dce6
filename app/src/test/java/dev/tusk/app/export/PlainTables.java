package dev.tusk.app.export;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Reads tables that are for people, as a renderer would.
final class PlainTables {
  private static final String NUL = "(NULL)";
  private static final Pattern CELL =
      Pattern.compile("<td( class=\"(n|null)\")?>(.*?)</td>", Pattern.DOTALL);
  private static final Pattern SHEET_CELL =
      Pattern.compile(
          "<c r=\"([A-Z]+)\\d+\"(?: t=\"(\\w+)\")?>(?:<v>(.*?)</v>|<is><t[^>]*>(.*?)</t></is>)</c>",
          Pattern.DOTALL);
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)|&#(\\d+);|<br>|&amp;");

  private PlainTables() {}

  /// The rows that a query gives, the first being the names of its columns.
  static List<List<String>> expected(PgDatabaseAddress database, String query) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        names.add(result.getMetaData().getColumnLabel(i));
      }
      rows.add(names);
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          String value = result.getString(i);
          row.add(value == null ? NUL : value);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  static List<List<String>> markdown(String text) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : text.strip().split("\n", -1)) {
      if (line.startsWith("| ---")) {
        continue;
      }
      List<String> row = new ArrayList<>();
      for (String cell : line.substring(1, line.length() - 1).split("(?<!\\\\)\\|", -1)) {
        String bare = cell.strip();
        row.add(bare.equals("*NULL*") ? NUL : unescaped(bare));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String unescaped(String cell) {
    return ESCAPE
        .matcher(cell)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) != null
                        ? found.group(1)
                        : found.group(2) != null
                            ? Character.toString(Integer.parseInt(found.group(2)))
                            : found.group().equals("<br>") ? "\n" : "&"));
  }

  static List<List<String>> html(String page) {
    List<List<String>> rows = new ArrayList<>();
    for (String row : page.substring(page.indexOf("<table>")).split("<tr>", -1)) {
      List<String> cells = new ArrayList<>();
      Matcher cell = CELL.matcher(row.replace("<th>", "<td>").replace("</th>", "</td>"));
      while (cell.find()) {
        boolean nul = "null".equals(cell.group(2));
        cells.add(
            nul
                ? NUL
                : cell.group(3)
                    .replace("&#13;", "\r")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&"));
      }
      if (!cells.isEmpty()) {
        rows.add(cells);
      }
    }
    return rows;
  }

  /// The rows of the first sheet of a workbook; a cell that is not there is NULL.
  static List<List<String>> workbook(byte[] file, int columns) throws IOException {
    String sheet = "";
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        if (each.getName().equals("xl/worksheets/sheet1.xml")) {
          byte[] part = zip.readAllBytes();
          wellFormed(part);
          sheet = new String(part, StandardCharsets.UTF_8);
        }
      }
    }
    List<List<String>> rows = new ArrayList<>();
    Matcher row = Pattern.compile("<row r=\"(\\d+)\">(.*?)</row>", Pattern.DOTALL).matcher(sheet);
    while (row.find()) {
      List<String> cells = new ArrayList<>(Collections.nCopies(columns, NUL));
      Matcher cell = SHEET_CELL.matcher(row.group(2));
      while (cell.find()) {
        String value = cell.group(4) != null ? cell.group(4) : bool(cell.group(3), cell.group(2));
        cells.set(column(cell.group(1)), sheetText(value));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static void wellFormed(byte[] part) throws IOException {
    try {
      SAXParserFactory.newInstance()
          .newSAXParser()
          .parse(new ByteArrayInputStream(part), new DefaultHandler());
    } catch (SAXException | ParserConfigurationException malformed) {
      throw new IOException(malformed);
    }
  }

  private static String bool(String value, @Nullable String type) {
    return "b".equals(type) ? (value.equals("1") ? "t" : "f") : value;
  }

  private static int column(String letters) {
    int column = 0;
    for (int i = 0; i < letters.length(); i++) {
      column = column * 26 + letters.charAt(i) - 'A' + 1;
    }
    return column - 1;
  }

  private static String sheetText(String text) {
    String plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return Pattern.compile("_x([0-9A-F]{4})_")
        .matcher(plain)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
  }
}
