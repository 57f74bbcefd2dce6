package dev.tusk.benchmarks;

import dev.tusk.app.AppPaths;
import dev.tusk.app.log.LogLevel;
import dev.tusk.app.log.Logs;
import dev.tusk.demo.EmbeddedServer;
import dev.tusk.demo.SampleDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures everything side by side and writes the report; started by `./bench`.
///
/// Arguments: the clone's folder, the jar of the benchmarks, and how many rounds of each.
public final class Bench {
  private static final String SMALL = "256m";

  private final Output output = new Output();
  private final Path clone;
  private final Path jar;
  private final int rounds;
  private final Path scratch;
  private final List<Figure> figures = new ArrayList<>();

  private Bench(Path clone, Path jar, int rounds) {
    this.clone = clone;
    this.jar = jar;
    this.rounds = rounds;
    this.scratch = clone.resolve("benchmarks/target/run");
  }

  public static void main(String[] arguments) throws Exception {
    Bench bench =
        new Bench(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    Runtime.getRuntime().exit(bench.all());
  }

  private int all() throws Exception {
    Files.createDirectories(scratch);
    var _ =
        Logs.start(
            new AppPaths(scratch, true).logs(),
            LogLevel.of("warn", true).level(),
            Logs.Run.COMMAND,
            System.err,
            trouble -> {});
    Machine before = Machine.now();
    startUp();
    state();
    Path demo = scratch.resolve("data/demo");
    String server;
    try (EmbeddedServer sample =
        EmbeddedServer.startOrJoin(demo, demo.resolve("binaries"), step -> {})) {
      Psql psql =
          new Psql(
              sample.host(),
              sample.port(),
              sample.user(),
              SampleDatabase.NAME,
              new String(sample.password()));
      server = psql.serverVersion();
      window(psql);
      export(psql);
      exportInside(psql);
      cancels(psql);
      large(psql);
      streaming(psql);
    }
    Report.write(clone.resolve("docs/performance.md"), figures, before, Machine.now(), server);
    List<String> missed = figures.stream().filter(Figure::missed).map(Figure::name).toList();
    output.say(missed.isEmpty() ? "All bounds are met." : "Missed: " + String.join(", ", missed));
    return missed.isEmpty() ? 0 : 1;
  }

  /// From the start of the process to the painted window, with the cache and without in turn.
  private void startUp() throws IOException, InterruptedException {
    step("start to painted window");
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int i = -1; i < rounds; i++) {
      double cached = painted(true);
      double plain = painted(false);
      // The first of each fills the page cache and the data directory.
      if (i >= 0) {
        with.add(cached);
        without.add(plain);
      }
    }
    Samples aot = new Samples(with);
    Samples plain = new Samples(without);
    add(
        new Figure(
            "start_to_painted_ms",
            "Start to painted window, AOT cache",
            aot.median(),
            "ms",
            1500.0,
            700.0,
            aot.spread()));
    add(
        new Figure(
            "start_to_painted_best_ms", "… its quickest run", aot.least(), "ms", null, 700.0, ""));
    add(
        new Figure(
            "start_to_painted_plain_ms",
            "Start to painted window, no cache",
            plain.median(),
            "ms",
            null,
            null,
            plain.spread()));
    add(
        new Figure(
            "start_cache_ratio",
            "… with the cache against without",
            aot.median() / plain.median(),
            "×",
            null,
            null,
            ""));
  }

  private double painted(boolean cache) throws IOException, InterruptedException {
    List<String> command =
        java(cache, "1g", List.of("-Dtusk.closeWhenPainted=true"), "dev.tusk.app.Main");
    return Run.until(command, surroundings("start"), "FIGURE start_to_painted_ms").millis();
  }

  /// The data directory opened and read, with an empty history and a long one in turn.
  private void state() throws IOException, InterruptedException {
    step("state initialisation");
    Map<Integer, List<Double>> samples = new HashMap<>();
    for (int i = -1; i < rounds; i++) {
      for (int rows : new int[] {0, 10_000}) {
        Path data = scratch.resolve("state-" + rows);
        if (!Files.exists(data.resolve("filled"))) {
          run(java(true, "512m", List.of(), StateRun.class.getName(), "" + data, "" + rows));
          Files.createFile(data.resolve("filled"));
        }
        List<String> lines =
            run(java(true, "512m", List.of(), StateRun.class.getName(), "" + data, "-"));
        if (i >= 0) {
          samples
              .computeIfAbsent(rows, r -> new ArrayList<>())
              .addAll(Output.samples(lines, "state"));
        }
      }
    }
    for (int rows : new int[] {0, 10_000}) {
      Samples taken = new Samples(samples.getOrDefault(rows, List.of()));
      add(
          new Figure(
              rows == 0 ? "state_ms" : "state_10k_history_ms",
              "State initialisation, " + rows + " rows of history",
              taken.median(),
              "ms",
              100.0,
              null,
              taken.spread()));
    }
  }

  /// The running window: first rows painted, and a million rows beside psql.
  private void window(Psql psql) throws IOException, InterruptedException {
    step("rows in the window");
    List<String> lines = new ArrayList<>();
    for (int process = 0; process < 3; process++) {
      Map<String, String> variables = surroundings("data");
      variables.putAll(psql.environment());
      List<String> command =
          java(
              true,
              "512m",
              List.of(),
              WindowRun.class.getName(),
              "" + (rounds + 1),
              "" + (rounds + 1) / 2);
      lines.addAll(Run.of(command, variables).lines());
    }
    Samples cold = new Samples(Output.samples(lines, "firstRowsCold"));
    Samples warm = new Samples(Output.samples(lines, "firstRows"));
    Samples whole = new Samples(Output.samples(lines, "firstRowsNoLimit"));
    Samples grid = new Samples(Output.samples(lines, "grid"));
    Samples yardstick = new Samples(Output.samples(lines, "psqlNull"));
    add(
        new Figure(
            "first_rows_painted_ms",
            "First rows of a million painted",
            warm.median(),
            "ms",
            150.0,
            50.0,
            warm.spread()));
    add(
        new Figure(
            "first_rows_painted_cold_ms",
            "… the first run of a process",
            cold.median(),
            "ms",
            150.0,
            50.0,
            cold.spread()));
    add(
        new Figure(
            "first_rows_painted_all_ms",
            "… when all million rows follow",
            whole.median(),
            "ms",
            150.0,
            50.0,
            whole.spread()));
    add(
        new Figure(
            "grid_million_ratio",
            "A million rows in the grid, 512 MB heap, against psql to /dev/null",
            grid.median() / yardstick.median(),
            "×",
            1.3,
            1.0,
            grid.spread() + " against " + yardstick.spread()));
  }

  /// CSV of the million rows, whole processes, byte by byte the same.
  private void export(Psql psql) throws IOException, InterruptedException {
    step("export to CSV");
    Path ours = scratch.resolve("tusk.csv");
    Path theirs = scratch.resolve("psql.csv");
    String url =
        "postgresql://%s@%s:%d/%s?sslmode=disable"
            .formatted(psql.user(), psql.host(), psql.port(), psql.database());
    Map<String, String> variables = surroundings("data");
    variables.putAll(psql.environment());
    List<String> command =
        List.of(
            "" + clone.resolve("tusk"),
            "export",
            "--url",
            url,
            "--format",
            "csv",
            "-o",
            "" + ours,
            Psql.QUERY);
    List<Double> tusk = new ArrayList<>();
    List<Double> yardstick = new ArrayList<>();
    for (int i = -1; i < rounds; i++) {
      Files.deleteIfExists(ours);
      Files.deleteIfExists(theirs);
      double their = psql.copyMillis("" + theirs, true);
      double our = Run.of(command, variables).millis();
      if (i >= 0) {
        yardstick.add(their);
        tusk.add(our);
      }
      long differs = Files.mismatch(ours, theirs);
      if (differs >= 0) {
        throw new IOException("tusk's CSV differs from psql's at byte " + differs);
      }
    }
    long bytes = Files.size(ours);
    Files.deleteIfExists(ours);
    Files.deleteIfExists(theirs);
    Samples our = new Samples(tusk);
    Samples their = new Samples(yardstick);
    add(
        new Figure(
            "csv_million_ratio",
            "CSV of a million rows (" + (bytes >> 20) + " MB), whole process, against psql",
            our.median() / their.median(),
            "×",
            1.8,
            1.3,
            our.spread() + " against " + their.spread()));
  }

  /// The same in a program that runs already.
  private void exportInside(Psql psql) throws IOException, InterruptedException {
    step("export to CSV inside the running program");
    List<String> lines =
        measured(psql, "1g", CsvRun.class, "" + scratch.resolve("inside"), "" + rounds);
    Samples our = new Samples(Output.samples(lines, "insideTusk"));
    Samples their = new Samples(Output.samples(lines, "insidePsql"));
    add(
        new Figure(
            "csv_inside_ratio",
            "… inside the running program, against psql's whole process",
            our.median() / their.median(),
            "×",
            1.15,
            1.0,
            our.spread() + " against " + their.spread()));
  }

  /// Statements stopped in the middle of their rows, until the server's process is idle.
  private void cancels(Psql psql) throws IOException, InterruptedException {
    step("cancel in mid-transfer");
    List<String> lines = measured(psql, "512m", CancelRun.class, "" + 10 * rounds);
    Samples ours = new Samples(Output.samples(lines, "cancel"));
    Samples theirs = new Samples(Output.samples(lines, "cancelPsql"));
    add(
        new Figure(
            "cancel_p50_ms",
            "Cancel in mid-transfer until the backend is idle, five ways of reading, median",
            ours.median(),
            "ms",
            null,
            10.0,
            ours.spread()));
    add(new Figure("cancel_p99_ms", "… p99", ours.percentile(0.99), "ms", 100.0, 50.0, ""));
    add(
        new Figure(
            "cancel_psql_p99_ms",
            "… psql's \\copy by Ctrl+C, p99",
            theirs.percentile(0.99),
            "ms",
            null,
            null,
            theirs.spread()));
  }

  /// The window while ten million rows stream into it.
  private void streaming(Psql psql) throws IOException, InterruptedException {
    step("ten million rows into the window, 256 MB");
    List<String> lines = measured(psql, "256m", StreamRun.class);
    large(lines, "streamAll", "10 M rows into the grid of the window, 256 MB", "ms", null, null);
    large(lines, "streamFirstRows", "… its first rows painted", "ms", 150.0, 50.0);
    large(lines, "streamDelayMax", "… the event thread's longest delay", "ms", 100.0, null);
    large(lines, "streamDelayP999", "… its 99.9th percentile", "ms", null, 16.0);
    large(lines, "streamDelayOwn", "… the longest without others' work", "ms", 100.0, null);
  }

  private List<String> measured(Psql psql, String heap, Class<?> what, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> variables = surroundings("data");
    variables.putAll(psql.environment());
    return Run.of(java(true, heap, List.of(), what.getName(), arguments), variables).lines();
  }

  /// Ten million rows in a small heap, beside the bare driver, and sorted in a larger one; and the
  /// heap that rows take in memory.
  private void large(Psql psql) throws IOException, InterruptedException {
    step("ten million rows in 256 MB");
    List<String> lines = large(psql, SMALL, "all", "10000000");
    add(
        new Figure(
            "large_ingest_ratio",
            "10 M rows × 10 columns into the store, 256 MB heap, against the bare driver",
            sample(lines, "largeIngest") / sample(lines, "largeDrain"),
            "×",
            null,
            1.11,
            new Samples(Output.samples(lines, "largeIngest")).spread()
                + " against "
                + new Samples(Output.samples(lines, "largeDrain")).spread()));
    large(lines, "largeRssFetchedMegabytes", "… anonymous memory then", "MB", 300.0, 200.0);
    large(lines, "largeRssAnonMegabytes", "… and after all of what follows", "MB", null, null);
    large(lines, "largeViewMedian", "… a 50 × 10 view anywhere, median of 1,000", "ms", null, null);
    large(lines, "largeViewP99", "… its p99", "ms", 50.0, null);
    large(lines, "largeViewWorst", "… its worst", "ms", 50.0, null);
    large(lines, "largeViewWorstCpu", "… the most processor time of one", "ms", null, null);
    large(lines, "largeSortedViewP99", "… a view of sorted rows, p99", "ms", 50.0, null);
    large(lines, "largeSortedViewWorst", "… its worst", "ms", 50.0, null);
    large(lines, "largeEvictedView", "… a view evicted from the page cache", "ms", 20.0, 8.0);
    large(lines, "largeCellP99Micros", "… a cell anywhere, p99 of 200,000", "µs", 5.0, 2.0);
    large(lines, "largeSortInt", "… sorted by an int column", "ms", null, null);
    large(lines, "largeSortText", "… sorted by a text column", "ms", null, null);
    large(lines, "largeFilter", "… filtered by a text", "ms", null, null);
    large(lines, "largeExport", "… exported as CSV", "ms", null, null);
    large(lines, "largeOtherTabWorst", "… a statement of another tab, worst", "ms", null, null);
    step("ten million rows sorted in 512 MB");
    List<String> sorts = large(psql, "512m", "sorts", "10000000");
    large(sorts, "sortInt", "10 M rows sorted by an int column, 512 MB heap", "ms", 1500.0, 600.0);
    large(sorts, "sortIntCpu", "… processor time of that", "ms", null, null);
    large(sorts, "sortText", "… by a text column (md5)", "ms", 8000.0, 4000.0);
    large(sorts, "sortTextCpu", "… processor time of that", "ms", null, null);
    large(sorts, "sortDate", "… by a date", "ms", null, null);
    large(sorts, "sortBig", "… by a bigint", "ms", null, null);
    step("heap of a million rows");
    List<String> held = large(psql, "1g", "held", "1000000");
    large(held, "heldTextPerRow", "Text of a row of a million", "B", null, null);
    large(held, "heldBytesPerRow", "… heap of a row in memory", "B", 210.0, 140.0);
    large(held, "heldAfterMegabytes", "… heap kept after closing", "MB", 10.0, null);
  }

  private List<String> large(Psql psql, String heap, String what, String rows)
      throws IOException, InterruptedException {
    Map<String, String> variables = surroundings("data");
    variables.putAll(psql.environment());
    Path folder = Files.createDirectories(scratch.resolve("large"));
    List<String> command =
        java(true, heap, List.of(), LargeRun.class.getName(), what, rows, "" + folder);
    return Run.of(command, variables).lines();
  }

  private void large(
      List<String> lines,
      String name,
      String what,
      String unit,
      @Nullable Double bound,
      @Nullable Double goal) {
    add(new Figure(name, what, sample(lines, name), unit, bound, goal, spread(lines, name)));
  }

  private static String spread(List<String> lines, String name) {
    Samples samples = new Samples(Output.samples(lines, name));
    return samples.values().size() == 1 ? "" : samples.spread();
  }

  private static double sample(List<String> lines, String name) {
    return new Samples(Output.samples(lines, name)).median();
  }

  private List<String> run(List<String> command) throws IOException, InterruptedException {
    return Run.of(command, surroundings("data")).lines();
  }

  private Map<String, String> surroundings(String data) {
    Map<String, String> variables = new HashMap<>();
    variables.put("TUSK_DATA_DIR", "" + scratch.resolve(data));
    variables.put("TUSK_KEYRING", "off");
    variables.put("TUSK_LOG", "info");
    return variables;
  }

  /// A JVM as `tusk` starts it, with the benchmarks behind the program's own class path.
  private List<String> java(
      boolean cache, String heap, List<String> properties, String main, String... arguments)
      throws IOException {
    Path dist = clone.resolve("app/target/dist");
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of(Files.readString(dist.resolve("flags")).split(" ", -1)));
    if (heap.equals(SMALL)) {
      command.addAll(List.of(Files.readString(dist.resolve("flags-small")).split(" ", -1)));
    }
    if (cache) {
      command.add("-XX:AOTCache=" + dist.resolve("tusk.aot"));
      command.add("-Xlog:aot=off");
      command.add("-Xlog:cds=off");
    }
    command.add("-Xmx" + heap);
    command.addAll(properties);
    command.add("-cp");
    String program = Files.readString(dist.resolve("classpath"));
    command.add(main.startsWith("dev.tusk.app.") ? program : program + ":" + jar);
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  private void step(String what) {
    output.say("… " + what + " (load " + Machine.now().load() + ")");
  }

  private void add(Figure figure) {
    figures.add(figure);
    output.say(figure.line());
  }
}
