package dev.tusk.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs one program to its end.
final class Shell {
  private static final int NOT_FOUND = 127;
  private static final Duration SHORT = Duration.ofSeconds(20);

  private Shell() {}

  /// How a program ended.
  ///
  /// @param exit its exit code; 127 when it could not be started
  /// @param output what it wrote to both streams
  record Outcome(int exit, String output) {}

  /// Runs a small system tool; one that does not exist counts as one that failed.
  static Outcome run(List<String> command) throws IOException {
    try {
      return run(command, null, null, SHORT);
    } catch (MissingProgramException e) {
      return new Outcome(NOT_FOUND, "");
    }
  }

  /// Runs a program and waits for it; what it leaves behind in the background is not waited for.
  ///
  /// @param folder where it runs, or null for here
  /// @param input what it reads, or null for nothing
  /// @throws IOException when it cannot be started, or ran longer than `limit`
  static Outcome run(
      List<String> command, @Nullable Path folder, @Nullable String input, Duration limit)
      throws IOException {
    // A file, not a pipe: a daemon that inherits a pipe would keep its reader waiting for ever.
    Path output = Files.createTempFile("tusk", ".out");
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(output.toFile());
      if (folder != null) {
        builder.directory(folder.toFile());
      }
      if (input == null) {
        builder.redirectInput(new File("/dev/null"));
      }
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      // Messages are searched for; C is there everywhere.
      builder.environment().put("LC_ALL", "C");
      Process process = start(builder);
      if (input != null) {
        try (var in = process.getOutputStream()) {
          in.write(input.getBytes(StandardCharsets.UTF_8));
        }
      }
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " did not end within " + limit.toSeconds() + " s");
      }
      return new Outcome(
          process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("Starting or stopping the sample server was interrupted.", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static Process start(ProcessBuilder builder) throws MissingProgramException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new MissingProgramException(builder.command().getFirst(), e);
    }
  }

  /// A program that cannot be started at all.
  static final class MissingProgramException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingProgramException(String program, IOException cause) {
      super("cannot start " + program + ": " + cause.getMessage(), cause);
    }
  }
}
