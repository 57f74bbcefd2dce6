package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.app.process.JavaProcess;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start of the window, and a whole run, ask of the system, as its own tracer sees it.
@Requirement({"D-21", "C-18", "C-19"})
class StartTraceTest {
  private static final Pattern CREATED =
      Pattern.compile(
          "(?:openat\\(AT_FDCWD, \"([^\"]+)\", [^)]*O_CREAT|mkdir\\(\"([^\"]+)\").* = \\d+");

  @TempDir Path home;

  @Test
  void aStartMakesNoConnectionAndLeavesFilesOnlyInItsOwnPlaces() throws Exception {
    Path scratch = Files.createDirectory(home.resolve("tmp"));
    List<String> calls =
        traced(scratch, tusk -> tusk.flag("-Dtusk.closeWhenPainted=true"), "dev.tusk.app.Main");
    Figure.exactly("network_connections_at_start", connections(calls).size(), 0);
    Figure.exactly(
        "libraries_loaded_from_shared_folders",
        calls.stream()
            .filter(call -> call.contains(scratch + "/") || call.contains("\"/tmp/."))
            .filter(call -> call.contains(".so\"") || call.contains(".jnilib\""))
            .count(),
        0);
    List<String> created = new ArrayList<>();
    for (String call : calls) {
      Matcher match = CREATED.matcher(call);
      if (match.find()) {
        created.add(match.group(1) == null ? match.group(2) : match.group(1));
      }
    }
    assertThat(created)
        .as("the trace shows files")
        .contains(home.resolve("data/tusk.db").toString());
    created.removeIf(
        path ->
            path.startsWith(home.resolve("data").toString())
                || path.equals("/dev/null")
                // the desktop's own answer to what theme it has, by its own program
                || path.startsWith(home.resolve(".cache").toString())
                // Java writes fonts of its class path down, and removes them
                || path.startsWith(scratch + "/+~JF"));
    assertThat(created).as("files made elsewhere").isEmpty();
  }

  @Test
  void aWholeRunConnectsToTheServerAlone() throws Exception {
    PgDatabaseAddress database = PgFixture.shared().newDatabase();
    String url = database.urlToPaste();
    Path scratch = Files.createDirectory(home.resolve("tmp"));
    List<String> connections =
        connections(
            traced(scratch, tusk -> tusk.with("WALK_URL", url), ClosingChild.class.getName()));
    Figure.atLeast(
        "network_connections_to_the_server",
        connections.stream()
            .filter(call -> call.contains("htons(" + database.port() + ")"))
            .count(),
        2);
    List<String> others = new ArrayList<>(connections);
    others.removeIf(
        call ->
            call.contains("htons(" + database.port() + ")")
                && (call.contains("\"127.0.0.1\"") || call.contains("\"::ffff:127.0.0.1\"")));
    assertThat(others).isEmpty();
    Figure.exactly("network_connections_to_others", others.size(), 0);
  }

  /// The calls of a whole run of the program that begins in `main`.
  private List<String> traced(Path scratch, UnaryOperator<JavaProcess> with, String main)
      throws Exception {
    assumeTrue(System.getenv("DISPLAY") != null, "needs a display: set DISPLAY");
    assumeTrue(canTrace(), "needs strace and the right to trace");
    Path trace = home.resolve("trace.txt");
    JavaProcess tusk =
        new JavaProcess(home)
            .with("DISPLAY", System.getenv("DISPLAY"))
            .through("strace", "-f", "-qq", "-o", trace.toString())
            .through("-e", "trace=connect,openat,mkdir,sendto")
            .flag("-Djava.io.tmpdir=" + scratch);
    for (String flag : Files.readString(Path.of("..", "build", "flags")).strip().split(" ", -1)) {
      if (!flag.startsWith("--") && !flag.startsWith("-XX:+UseSerialGC")) {
        tusk.flag(flag);
      }
    }
    Process process = with.apply(tusk).start(main);
    String out = process.inputReader().readAllAsString();
    assertThat(process.waitFor()).as(out + Files.readString(home.resolve("errors.txt"))).isZero();
    return Files.readAllLines(trace);
  }

  /// Calls that leave for an address of the network, connected or not.
  private static List<String> connections(List<String> calls) {
    return calls.stream()
        .filter(call -> call.contains("connect(") || call.contains("sendto("))
        .filter(call -> call.contains("AF_INET"))
        .toList();
  }

  private boolean canTrace() throws IOException, InterruptedException {
    return Files.exists(Path.of("/usr/bin/strace"))
        && new ProcessBuilder("strace", "-qq", "-o", "/dev/null", "true").start().waitFor() == 0;
  }
}
