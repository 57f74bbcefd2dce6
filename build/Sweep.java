import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.secrets.Sweeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Looks for passwords in all that the tests have left behind; run by `./check` from the root.
///
/// The password of every test server begins with [Canary#PREFIX], so one search for the beginning,
/// in all of its forms, finds any of them. Where `TUSK_TEST_LOG` had every logger of the tests
/// speak, what the harness has found in that counts too. Exit 1 on a hit. The outcome is noted as
/// the proof of E-5.
public final class Sweep {
  private static final Path LOGS = Path.of("target", "log-sweep");

  /// Whose loggers must have been heard, or the sweep has looked at less than it says.
  private static final List<String> TALKERS =
      List.of(
          "org.postgresql",
          "com.zaxxer",
          "org.jooq",
          "com.jcraft",
          "org.sqlite",
          "org.freedesktop",
          "dev.tusk");

  private final List<String> notes = new ArrayList<>();
  private boolean failed;

  public static void main(String[] roots) throws IOException {
    Sweep sweep = new Sweep();
    sweep.leftovers(roots);
    if (Files.isDirectory(LOGS)) {
      sweep.logs();
    }
    Path trace = Path.of("target", "trace");
    Files.createDirectories(trace);
    Files.write(trace.resolve("sweep.tsv"), sweep.notes);
    System.exit(sweep.failed ? 1 : 0);
  }

  private void leftovers(String[] roots) throws IOException {
    Sweeper sweeper = Sweeper.of(new Canary(Canary.PREFIX, List.of()));
    for (String root : roots) {
      if (!isInUse(Path.of(root))) {
        sweep(sweeper, Path.of(root));
      }
    }
    List<Sweeper.Hit> hits = sweeper.hits();
    hits.forEach(hit -> System.err.println("sweep: a password of the tests is in " + hit));
    test("E-5", "whatTheWholeSuiteLeavesHoldsNoPassword", hits.isEmpty());
    figure("E-5", "suite_swept_mb", sweeper.swept() >> 20, "none");
    figure("E-5", "suite_password_hits", hits.size(), "0");
  }

  /// What LogSweep of the harness has written.
  private void logs() throws IOException {
    long events = 0;
    long bytes = 0;
    List<String> hits = new ArrayList<>();
    Set<String> silent = new TreeSet<>(TALKERS);
    try (var files = Files.list(LOGS)) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          String[] column = line.split("\t", -1);
          switch (column[0]) {
            case "heard" -> {
              silent.remove(column[1]);
              events += Long.parseLong(column[2]);
            }
            case "swept" -> bytes += Long.parseLong(column[1]);
            default -> hits.add(line);
          }
        }
      }
    }
    hits.forEach(hit -> System.err.println("sweep: a password of the tests was logged: " + hit));
    silent.forEach(library -> System.err.println("sweep: nothing was heard of " + library));
    for (String id : List.of("E-5", "FR-018", "C-1")) {
      test(id, "whatEveryLogSaysAtTraceHoldsNoPassword", hits.isEmpty() && silent.isEmpty());
    }
    figure("E-5,FR-018", "suite_trace_events", events, "none");
    figure("E-5,FR-018", "suite_trace_mb", bytes >> 20, "none");
    figure("E-5,FR-018", "suite_trace_password_hits", hits.size(), "0");
  }

  private void test(String id, String name, boolean passed) {
    notes.add("test\t" + id + "\tSweep." + name + "\t" + (passed ? "passed" : "failed"));
    failed |= !passed;
  }

  private void figure(String ids, String name, long value, String bound) {
    notes.add("figure\t" + ids + "\t" + name + "\t" + value + "\t" + bound);
    System.out.println("FIGURE " + name + "=" + value + " bound=" + bound);
  }

  private static void sweep(Sweeper sweeper, Path root) throws IOException {
    if (Files.isRegularFile(root)) {
      sweeper.file(root);
      return;
    }
    if (!Files.isDirectory(root)) {
      return;
    }
    try (var all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).filter(Sweep::isLeftover).toList()) {
        sweeper.file(file);
      }
    }
  }

  /// Whether a test that runs elsewhere just now has its server there: that is no leftover yet.
  private static boolean isInUse(Path root) throws IOException {
    Path owner = root.resolve("owner");
    return Files.isRegularFile(owner)
        && ProcessHandle.of(Long.parseLong(Files.readString(owner).strip())).isPresent();
  }

  /// What the build itself makes names the beginning in its code.
  private static boolean isLeftover(Path file) {
    String name = file.toString();
    return !name.endsWith(".class") && !name.endsWith(".jar") && !name.endsWith(".aot");
  }
}
