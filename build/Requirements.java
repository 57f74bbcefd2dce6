import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Holds the tests' traces against `docs/requirements.tsv`; run by `./check` from the root.
///
/// Fails (exit 1) when a requirement has no passing test, when a test of one failed or was skipped
/// without standing in `docs/allowed-skips.txt`, or when a test names an id that nobody knows. A
/// requirement with a third column is open, for the reason that stands there: it needs no test and
/// never counts as proven. A class that ran again counts as its last run left it. With `--write` it
/// rewrites `docs/requirements.md`: each requirement, what is open, its tests and what became of
/// them, its last figures.
public final class Requirements {
  private static final Path LIST = Path.of("docs/requirements.tsv");
  private static final Path PAGE = Path.of("docs/requirements.md");
  private static final Path ALLOWED = Path.of("docs/allowed-skips.txt");

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();

  public static void main(String[] arguments) throws IOException {
    Requirements requirements = new Requirements();
    requirements.read();
    requirements.judge();
    if (List.of(arguments).contains("--write")) {
      Files.writeString(PAGE, requirements.page());
      System.out.println("requirements: wrote " + PAGE);
    }
    requirements.complaints.forEach(System.err::println);
    System.out.println(requirements.summary());
    System.exit(requirements.complaints.isEmpty() ? 0 : 1);
  }

  private void read() throws IOException {
    for (String line : Files.readAllLines(LIST)) {
      String[] column = line.split("\t");
      entries.put(column[0], new Entry(column[1], column.length > 2 ? column[2] : ""));
    }
    try (var found =
        Files.find(
            Path.of("."),
            4,
            (file, kind) -> file.toString().matches(".*/target/trace/[^/]+\\.tsv"))) {
      // By age, so that the last run of a class is what counts; a trace has no time of its own.
      for (Path trace : found.sorted(Comparator.comparing(Requirements::written)).toList()) {
        Set<String> begun = new HashSet<>();
        for (String line : Files.readAllLines(trace)) {
          String[] column = line.split("\t", -1);
          switch (column[0]) {
            case "test" -> {
              String type = typeOf(column[2]);
              if (begun.add(type)) {
                entries
                    .values()
                    .forEach(
                        entry -> entry.tests.keySet().removeIf(test -> typeOf(test).equals(type)));
              }
              test(column[1], column[2], column[3]);
            }
            case "figure" -> figure(column[1], column[2], column[3], column[4]);
            default -> complaints.add("requirements: unknown line in " + trace + ": " + line);
          }
        }
      }
    }
  }

  private static FileTime written(Path trace) {
    try {
      return Files.getLastModifiedTime(trace);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String typeOf(String test) {
    return test.substring(0, Math.max(0, test.lastIndexOf('.')));
  }

  private void test(String id, String name, String outcome) {
    Entry entry = entries.get(id);
    if (entry == null) {
      complaints.add(
          "requirements: " + name + " names " + id + ", which " + LIST + " does not list");
      return;
    }
    entry.tests.computeIfAbsent(name, unused -> new TreeSet<>()).add(outcome);
  }

  private void figure(String ids, String name, String value, String bound) {
    for (String id : ids.split(",")) {
      Entry entry = entries.get(id);
      if (entry != null) {
        entry.figures.put(
            name,
            bound.equals("none")
                ? value
                : value + " (" + bound.replace("<=", "≤ ").replace(">=", "≥ ") + ")");
      }
    }
  }

  private void judge() throws IOException {
    List<String> allowed =
        Files.readAllLines(ALLOWED).stream()
            .filter(l -> !l.startsWith("#") && l.contains("\t"))
            .map(l -> l.split("\t")[0])
            .toList();
    entries.forEach(
        (id, entry) -> {
          if (entry.open.isEmpty()
              && entry.tests.values().stream().noneMatch(o -> o.contains("passed"))) {
            complaints.add("requirements: no passing test proves " + id + " (" + entry.title + ")");
          }
          entry.tests.forEach(
              (test, outcomes) -> {
                if (outcomes.contains("failed")) {
                  complaints.add("requirements: " + id + " is broken by " + test);
                } else if (outcomes.contains("skipped")
                    && allowed.stream().noneMatch(test::startsWith)) {
                  complaints.add("requirements: " + id + " was skipped in " + test);
                }
              });
        });
  }

  private String summary() {
    long proven =
        entries.values().stream()
            .filter(
                e ->
                    e.open.isEmpty()
                        && e.tests.values().stream().anyMatch(o -> o.contains("passed")))
            .count();
    long open = entries.values().stream().filter(e -> !e.open.isEmpty()).count();
    long figures = entries.values().stream().mapToLong(e -> e.figures.size()).sum();
    return "requirements: %d of %d proven, %d open, %d figures"
        .formatted(proven, entries.size(), open, figures);
  }

  private String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Requirements and what proves them

        Written by `./check --long` on %s: %s.
        The build fails when a requirement has no passing test. Ids: FR, SC,
        US and EC are the specification's functional requirements, success criteria, acceptance
        scenarios and edge cases; E are the proofs that most distinguish a trustworthy client, C the ways
        in which a secret can leak, D the threats particular to a database client.

        Figures are those of the last long run, with their bounds; a figure without a bound is a
        calibration or the size of the trial. A test that did not pass says so behind its name.

        | Id | Requirement | Tests | Figures |
        |---|---|---|---|
        """
            .formatted(LocalDate.now(), summary().replace("requirements: ", "")));
    entries.forEach(
        (id, entry) -> {
          Map<String, TreeSet<String>> byClass = new TreeMap<>();
          entry.tests.forEach(
              (test, outcomes) -> {
                String type = typeOf(test);
                byClass
                    .computeIfAbsent(
                        type.substring(type.lastIndexOf('.') + 1), unused -> new TreeSet<>())
                    .add(test.substring(type.length() + 1) + remark(outcomes));
              });
          List<String> tests = new ArrayList<>();
          byClass.forEach(
              (type, methods) -> tests.add("`" + type + "`: " + String.join(", ", methods)));
          List<String> figures = new ArrayList<>();
          entry.figures.forEach((name, value) -> figures.add("`" + name + "` " + value));
          if (!entry.open.isEmpty()) {
            tests.addFirst("**Open**: " + entry.open);
          }
          page.append(
              "| %s | %s | %s | %s |\n"
                  .formatted(
                      id, entry.title, String.join("<br>", tests), String.join("<br>", figures)));
        });
    return page.toString();
  }

  private static String remark(Set<String> outcomes) {
    return outcomes.contains("failed")
        ? " (**failed**)"
        : outcomes.contains("passed") ? "" : " (skipped)";
  }

  private static final class Entry {
    final String title;
    final String open;
    final Map<String, TreeSet<String>> tests = new TreeMap<>();
    final Map<String, String> figures = new TreeMap<>();

    Entry(String title, String open) {
      this.title = title;
      this.open = open;
    }
  }
}
