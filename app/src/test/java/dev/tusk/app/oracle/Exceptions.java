package dev.tusk.app.oracle;

import dev.tusk.app.oracle.Comparison.Aspect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The differences that are meant, from `exceptions.tsv`: script, aspect, versions, reason.
final class Exceptions {
  private static final int FIELDS = 4;

  private final List<Row> rows;

  private Exceptions(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  private record Row(String script, Aspect aspect, String versions, String reason) {}

  static Exceptions read(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      if (fields.length != FIELDS || fields[3].isBlank()) {
        throw new IllegalArgumentException(
            file + " wants script, aspect, versions and a reason, with tabs between: " + line);
      }
      rows.add(
          new Row(
              fields[0], Aspect.valueOf(fields[1].toUpperCase(Locale.ROOT)), fields[2], fields[3]));
    }
    return new Exceptions(rows);
  }

  /// Whether the difference is listed for this server version.
  boolean allow(String script, Aspect aspect, int major) {
    return rows.stream()
        .anyMatch(
            row ->
                row.script.equals(script)
                    && row.aspect == aspect
                    && (row.versions.equals("*")
                        || List.of(row.versions.split(",")).contains(String.valueOf(major))));
  }

  /// The scripts that the list names.
  List<String> scripts() {
    return rows.stream().map(Row::script).distinct().toList();
  }

  /// One line for each.
  List<String> describe() {
    return rows.stream()
        .map(
            row ->
                row.script
                    + ", "
                    + row.aspect.name().toLowerCase(Locale.ROOT)
                    + ", version "
                    + row.versions
                    + ": "
                    + row.reason)
        .toList();
  }
}
