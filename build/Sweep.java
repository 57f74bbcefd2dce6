import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.secrets.Sweeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Looks for passwords in all that the tests have left behind; run by `./check` from the root.
///
/// The password of every test server begins with [Canary#PREFIX], so one search for the beginning,
/// in all of its forms, finds any of them. Exit 1 on a hit. The outcome is noted as the proof of E-5.
public final class Sweep {
  public static void main(String[] roots) throws IOException {
    Sweeper sweeper = Sweeper.of(new Canary(Canary.PREFIX, List.of()));
    for (String root : roots) {
      sweep(sweeper, Path.of(root));
    }
    List<Sweeper.Hit> hits = sweeper.hits();
    hits.forEach(hit -> System.err.println("sweep: a password of the tests is in " + hit));
    String outcome = hits.isEmpty() ? "passed" : "failed";
    String megabytes = Long.toString(sweeper.swept() >> 20);
    Path trace = Path.of("target", "trace");
    Files.createDirectories(trace);
    Files.write(
        trace.resolve("sweep.tsv"),
        List.of(
            "test\tE-5\tSweep.whatTheWholeSuiteLeavesHoldsNoPassword\t" + outcome,
            "figure\tE-5\tsuite_swept_mb\t" + megabytes + "\tnone",
            "figure\tE-5\tsuite_password_hits\t" + hits.size() + "\t0"));
    System.out.println("FIGURE suite_swept_mb=" + megabytes + " bound=none");
    System.out.println("FIGURE suite_password_hits=" + hits.size() + " bound=0");
    System.exit(hits.isEmpty() ? 0 : 1);
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

  /// What the build itself makes names the beginning in its code.
  private static boolean isLeftover(Path file) {
    String name = file.toString();
    return !name.endsWith(".class") && !name.endsWith(".jar") && !name.endsWith(".aot");
  }
}
