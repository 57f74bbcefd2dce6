package dev.tusk.harness.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A JVM of its own that says `ACK n` on a line after each write that is durable, to be killed.
///
/// What it has said before it died counts: also the lines that nobody had read yet.
public final class CrashChild implements AutoCloseable {
  private static final String ACK = "ACK ";

  private final Process process;
  private final List<String> said = new ArrayList<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Thread reader;

  private CrashChild(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("crash-child").start(this::read);
  }

  /// Starts `main` with the class path of this JVM.
  ///
  /// @param prefix a command that runs the rest of its arguments; empty for none
  /// @param options further options of the JVM
  public static CrashChild start(
      List<String> prefix, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED"));
    if (!options.contains("-cp")) {
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    }
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new CrashChild(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// Waits until it says its first line.
  public void awaitReady(Duration patience) {
    ready.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  /// Kills it without a warning (SIGKILL) and waits for its end.
  public void kill() throws InterruptedException {
    // Not Process.destroyForcibly, which would drop what the child has said.
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
  }

  /// Waits for it to end by itself.
  ///
  /// @return its exit code
  public int await() throws InterruptedException {
    int code = process.waitFor();
    reader.join();
    return code;
  }

  /// All its lines so far.
  public List<String> said() {
    synchronized (said) {
      return List.copyOf(said);
    }
  }

  /// The numbers of the writes that it said were durable, in their order.
  public List<Integer> acknowledged() {
    return said().stream()
        .filter(line -> line.startsWith(ACK))
        .map(line -> Integer.valueOf(line.substring(ACK.length())))
        .toList();
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null) {
        synchronized (said) {
          said.add(line);
        }
        ready.complete(null);
        line = out.readLine();
      }
      ready.completeExceptionally(new IllegalStateException("the child said nothing"));
    } catch (IOException failure) {
      ready.completeExceptionally(new UncheckedIOException(failure));
    }
  }
}
