package dev.tusk.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Puts the figures between the marks of `docs/performance.md`; the words around them stay.
final class Report {
  private static final String BEGIN = "<!-- figures: written by ./bench -->";
  private static final String END = "<!-- end of figures -->";

  private Report() {}

  static void write(
      Path file, List<Figure> figures, Machine before, Machine after, String serverVersion)
      throws IOException {
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(file.getFileName() + " has lost the marks around its figures");
    }
    StringBuilder table = new StringBuilder(BEGIN).append("\n\n");
    table
        .append(LocalDate.now(ZoneOffset.UTC))
        .append(": ")
        .append(before.text())
        .append(", PostgreSQL ")
        .append(serverVersion)
        .append(" on loopback. Load ")
        .append(before.load())
        .append(" at the beginning, ")
        .append(after.load())
        .append(" at the end.\n\n")
        .append("| What | Measured | Bound | Goal | Median (least–most, n), in ms |\n")
        .append("|---|---|---|---|---|\n");
    figures.forEach(figure -> table.append(figure.row()).append('\n'));
    table.append('\n');
    Files.writeString(file, text.substring(0, begin) + table + text.substring(end));
  }
}
