package dev.tusk.app.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.secrets.Sweeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the JVM itself writes when it ends badly.
@Requirement({"C-9", "C-18"})
class CrashFilesTest {
  private static final Path LAUNCHER = Path.of("..", "tusk");

  @TempDir Path home;

  /// Holds a secret in memory and waits.
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      char[] secret = new char[64];
      int length = 0;
      for (int c = System.in.read(); c != '\n'; c = System.in.read()) {
        secret[length++] = (char) c;
      }
      System.out.println("holding " + length);
      var _ = System.in.read();
      System.out.println(secret[0]);
    }
  }

  private static List<String> flags() throws IOException {
    return LauncherFlags.read();
  }

  @Test
  void launcherForbidsDumpsAndPutsTheCrashReportIntoTheDataDirectory() throws IOException {
    assertThat(flags())
        .contains(
            "-XX:-HeapDumpOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash", "-XX:-UsePerfData");
    assertThat(Files.readString(LAUNCHER)).contains("-XX:ErrorFile=\"$data/crash-%p.log\"");
  }

  private Process hold(Canary canary, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-Djava.io.tmpdir=" + home,
            "-cp",
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            Holder.class.getName()));
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectError(home.resolve("err.txt").toFile())
            .start();
    process.outputWriter().append(canary.text()).append('\n').flush();
    assertThat(process.inputReader().readLine()).startsWith("holding");
    return process;
  }

  private static void crash(Process process) throws Exception {
    new ProcessBuilder("kill", "-SEGV", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void crashLeavesOneReportInTheDataDirectoryAndNoSecret() throws Exception {
    Canary canary = Canary.fresh();
    Path data = Files.createDirectory(home.resolve("data"));
    List<String> flags = new ArrayList<>(flags());
    flags.add("-XX:ErrorFile=" + data.resolve("crash-%p.log"));
    Process process = hold(canary, flags);
    assertThat(Path.of("/tmp/hsperfdata_" + System.getProperty("user.name"), "" + process.pid()))
        .as("perf data")
        .doesNotExist();

    crash(process);

    try (var reports = Files.list(data)) {
      assertThat(reports).hasSize(1);
    }
    try (var files = Files.list(home)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "err.txt");
    }
    assertThat(Sweeper.of(canary).folder(home).hits()).isEmpty();
  }

  @Test
  void withoutTheFlagsThePerfDataNamesTheArguments() throws Exception {
    Process twin = hold(Canary.fresh(), List.of("-XX:+UsePerfData"));
    try {
      assertThat(Path.of("/tmp/hsperfdata_" + System.getProperty("user.name"), "" + twin.pid()))
          .exists();
    } finally {
      twin.destroyForcibly();
    }
  }
}
