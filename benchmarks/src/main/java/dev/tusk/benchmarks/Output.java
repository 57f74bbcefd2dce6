package dev.tusk.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a measuring process says to the one that started it: `SAMPLE name milliseconds`.
final class Output {
  private static final String MARK = "SAMPLE ";

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  void say(String line) {
    out.println(line);
  }

  void sample(String name, double millis) {
    say(MARK + name + String.format(Locale.ROOT, " %.3f", millis));
  }

  /// The samples called `name` among the lines of a process.
  static List<Double> samples(List<String> lines, String name) {
    List<Double> found = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(MARK + name + " ")) {
        found.add(Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)));
      }
    }
    return found;
  }
}
