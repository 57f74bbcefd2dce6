package dev.tusk.core.error;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The codes, names and hints of `sqlstates.tsv`, read once at the first error. Immutable.
final class SqlStateTable {
  private static final String RESOURCE = "sqlstates.tsv";
  private static final System.Logger LOG = System.getLogger(SqlStateTable.class.getName());

  private final Map<String, Row> rows;

  private SqlStateTable(Map<String, Row> rows) {
    this.rows = Map.copyOf(rows);
  }

  /// A line of the file. Texts are empty where the file has none.
  ///
  /// @param name of the class or of the condition
  /// @param inStatement the hint when a statement met the code, where it differs
  record Row(String name, String hint, String inStatement) {}

  private static final class Holder {
    static final SqlStateTable TABLE = read();
  }

  static SqlStateTable get() {
    return Holder.TABLE;
  }

  @Nullable Row ofCode(String code) {
    return code.length() == 5 ? rows.get(code) : null;
  }

  /// The class that a five-character code belongs to.
  @Nullable Row ofClass(String code) {
    return code.length() == 5 ? rows.get(code.substring(0, 2)) : null;
  }

  /// All classes (two characters) and codes (five), unordered.
  Map<String, Row> rows() {
    return rows;
  }

  private static SqlStateTable read() {
    Map<String, Row> rows = new HashMap<>();
    try (InputStream bytes = SqlStateTable.class.getResourceAsStream(RESOURCE)) {
      if (bytes == null) {
        throw new IOException(RESOURCE + " is not in the package");
      }
      var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          String[] cells = line.split("\t", -1);
          rows.put(cells[0], new Row(cell(cells, 1), cell(cells, 2), cell(cells, 3)));
        }
      }
    } catch (IOException e) {
      // An error is being shown: it must appear even without its hint.
      LOG.log(System.Logger.Level.ERROR, "No hints for errors", e);
    }
    return new SqlStateTable(rows);
  }

  private static String cell(String[] cells, int index) {
    return index < cells.length ? cells[index] : "";
  }
}
