package dev.tusk.keyring;

import dev.tusk.harness.keyring.KeyringFixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A [KeyringChild] under way; ended for good when it is closed.
final class RunningChild implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Path errors;
  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  /// An answer.
  record Said(String text, long millis) {}

  private RunningChild(Path errors, Process process) {
    this.errors = errors;
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static RunningChild start(KeyringFixture keyring, Path home) throws IOException {
    Path classPath = home.resolve("classpath.args");
    Files.writeString(
        classPath, "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"");
    Path errors = home.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "@" + classPath,
                KeyringChild.class.getName()));
    keyring.applyTo(builder);
    return new RunningChild(errors, builder.redirectError(errors.toFile()).start());
  }

  /// Has it do one thing and waits for the answer.
  Said ask(String line) throws IOException {
    tell(line);
    return hear();
  }

  void tell(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  Said hear() throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      int bar = line.lastIndexOf(" | ");
      if (bar >= 0) {
        return new Said(line.substring(0, bar), Long.parseLong(line.substring(bar + 3)));
      }
    }
    throw new IOException("The child ended early: " + Files.readString(errors));
  }

  /// Lets it end.
  ///
  /// @return the milliseconds until it was gone
  long end() throws Exception {
    long start = System.nanoTime();
    in.close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("The child does not end");
    }
    if (process.exitValue() != KeyringChild.EXIT_CODE) {
      throw new IOException("Exit " + process.exitValue() + ": " + Files.readString(errors));
    }
    return (System.nanoTime() - start) / 1_000_000;
  }

  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
