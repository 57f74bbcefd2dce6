package dev.tusk.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A process that has ended well.
///
/// @param lines what it printed, on both streams
/// @param millis from before it was started until it had ended
record Run(List<String> lines, double millis) {

  static Run of(List<String> command, Map<String, String> variables)
      throws IOException, InterruptedException {
    return until(command, variables, null);
  }

  /// The same, but the clock stops when a line with `mark` comes.
  static Run until(List<String> command, Map<String, String> variables, @Nullable String mark)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    List<String> lines = new ArrayList<>();
    long start = System.nanoTime();
    long stop = 0;
    Process process = builder.start();
    process.getOutputStream().close();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (stop == 0 && mark != null && line.contains(mark)) {
          stop = System.nanoTime();
        }
        lines.add(line);
      }
    }
    int code = process.waitFor();
    if (code != 0 || (mark != null && stop == 0)) {
      throw new IOException(
          command.getFirst() + " ended with " + code + ":\n" + String.join("\n", lines));
    }
    if (mark == null) {
      stop = System.nanoTime();
    }
    return new Run(List.copyOf(lines), (stop - start) / 1e6);
  }
}
