package dev.tusk.postgres.evil;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A JVM of 256 MB that runs a main class of the tests and dies of the first lack of memory.
///
/// @param ended whether it ended by itself in time
/// @param exit its exit code; -1 when it had to be killed
/// @param lines what it printed
record ChildJvm(boolean ended, int exit, List<String> lines) {
  ChildJvm {
    lines = List.copyOf(lines);
  }

  static ChildJvm run(Class<?> main, PgDatabaseAddress real, long seconds, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("hostile", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(real.variables());
      Process child = builder.start();
      boolean ended = child.waitFor(seconds, TimeUnit.SECONDS);
      if (!ended) {
        child.destroyForcibly().waitFor();
      }
      return new ChildJvm(
          ended,
          ended ? child.exitValue() : -1,
          Files.readString(output, StandardCharsets.UTF_8).lines().toList());
    } finally {
      Files.delete(output);
    }
  }

  List<HostileRun.Encounter> encounters() {
    return lines.stream()
        .filter(line -> line.startsWith("MET\t"))
        .map(HostileRun.Encounter::of)
        .toList();
  }

  /// The number behind a word at the start of a line.
  long number(String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word + "\t"))
        .mapToLong(line -> Long.parseLong(line.substring(word.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + word + " in " + lines));
  }
}
