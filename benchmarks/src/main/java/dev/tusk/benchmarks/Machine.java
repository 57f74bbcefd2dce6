package dev.tusk.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What the figures were taken on, said so that it names no machine.
///
/// @param load runnable processes, averaged over the last minute; `?` where the system has no such
///     figure
record Machine(int cores, String memory, String load) {

  static Machine now() {
    return new Machine(Runtime.getRuntime().availableProcessors(), memoryNow(), loadNow());
  }

  private static String memoryNow() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemTotal:")) {
          long kilobytes = Long.parseLong(line.replaceAll("\\D", ""));
          return String.format(Locale.ROOT, "%.0f GB", kilobytes / 1048576.0);
        }
      }
    } catch (IOException unknown) {
      return "?";
    }
    return "?";
  }

  private static String loadNow() {
    try {
      String text = Files.readString(Path.of("/proc/loadavg"));
      return text.substring(0, text.indexOf(' '));
    } catch (IOException unknown) {
      return "?";
    }
  }

  String text() {
    return "%d cores, %s memory, %s %s, JDK %s"
        .formatted(
            cores,
            memory,
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version().feature()
                + "."
                + Runtime.version().interim()
                + "."
                + Runtime.version().update());
  }
}
