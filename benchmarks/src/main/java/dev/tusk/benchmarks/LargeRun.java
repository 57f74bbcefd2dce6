package dev.tusk.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import dev.tusk.core.export.RowWriter;
import dev.tusk.core.export.WriteRows;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.result.KeepResults;
import dev.tusk.core.result.MemoryBudget;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultStore;
import dev.tusk.core.result.ResultView;
import dev.tusk.core.result.RowFilter;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.result.SortKey;
import dev.tusk.core.session.Session;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.session.StatementSink;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.sqlite.spill.SpillDirectory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// In a fresh process: a large result fetched through the program's session, store and spill files,
/// and what is done with it.
///
/// Arguments: `all` for everything beside the bare driver and another session that keeps working,
/// `sorts` for sorts alone, or `held` for the heap that rows take; how many rows; and a folder for
/// the files.
public final class LargeRun {
  private static final int VIEWS = 1_000;
  private static final int VIEW_ROWS = 50;
  private static final int COLUMNS = 10;
  private static final int CELLS = 200_000;
  private static final int EVICTIONS = 20;
  private static final int SORTS = 3;

  /// About 170 bytes a row, as a table of people's data has them.
  private static final String MIXED =
      "select i, i %% 2 = 0, nullif(i %% 7, 0) * 31::int8, md5(i::text)::uuid,"
          + " timestamptz '2026-11-29 12:00:00.123456' + i * interval '1 second',"
          + " 'status ' || i %% 5, json_build_object('id', i, 'tag', 'x'), i / 100.0,"
          + " 'customer number ' || i || ' of a long name', to_hex(i) from"
          + " generate_series(1, %d) i";

  private final Output output = new Output();
  private final Psql psql = Psql.fromEnvironment();
  private final int rows;
  private final Path folder;
  private final long heap = Runtime.getRuntime().maxMemory();

  private LargeRun(int rows, Path folder) {
    this.rows = rows;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    LargeRun run = new LargeRun(Integer.parseInt(arguments[1]), Path.of(arguments[2]));
    switch (arguments[0]) {
      case "all" -> run.all();
      case "sorts" -> run.sorts();
      case "held" -> run.held();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    Runtime.getRuntime().exit(0);
  }

  private String query() {
    return Psql.tenColumns("generate_series(1, " + rows + ") i");
  }

  /// What is done with a result while sessions are open.
  private interface Work {
    void with(Session session, Session other, KeepResults keep) throws Exception;
  }

  private void connected(Work work) throws Exception {
    ConnectionConfig config =
        new ConnectionConfig(
            new ConnectionId(UUID.randomUUID()),
            "benchmark",
            psql.host(),
            psql.port(),
            psql.database(),
            psql.user(),
            SslMode.DISABLE,
            Stage.TEST,
            false,
            ConnectionOptions.DEFAULTS);
    try (Secret password = Secret.of(psql.password());
        ConnectionPool pool =
            new PgDatabase(Map.of())
                .connector()
                .open(config, password, Cancellation.create(), step -> {});
        Session session = pool.lease("large", Cancellation.create());
        Session other = pool.lease("other", Cancellation.create());
        SpillDirectory files = new SpillDirectory(folder)) {
      // The shares that the program gives.
      work.with(session, other, new KeepResults(new MemoryBudget(heap * 3 / 8), files));
    }
  }

  private ResultStore fetch(Session session, KeepResults keep, String query) {
    Kept kept = new Kept(keep);
    session.execute(StatementRequest.portal(query), kept);
    ResultStore store = Objects.requireNonNull(kept.store);
    if (store.rowCount() != rows) {
      throw new IllegalStateException(store.rowCount() + " rows came");
    }
    return store;
  }

  private void all() throws Exception {
    output.sample("largeDrain", drain());
    connected(
        (session, other, keep) -> {
          OtherTab tab = new OtherTab(other);
          long start = System.nanoTime();
          try (tab;
              ResultStore store = fetch(session, keep, query())) {
            output.sample("largeIngest", since(start));
            output.sample("largeSpilledMegabytes", store.spilledBytes() / 1048576.0);
            views("largeView", store, row -> row);
            cells(store);
            output.sample("largeRssFetchedMegabytes", anonymousMegabytes());
            for (int sort = 0; sort < SORTS; sort++) {
              sorted(store, 1, "largeSortInt");
              sorted(store, 2, "largeSortText");
            }
            try (ResultView view = arranged(store, List.of(), new SortKey(2, true))) {
              views("largeSortedView", store, row -> view.row((int) row));
            }
            start = System.nanoTime();
            arranged(store, List.of(new RowFilter.Contains("ffff", 2))).close();
            output.sample("largeFilter", since(start));
            export(store);
            output.sample("largeRssAnonMegabytes", anonymousMegabytes());
            evicted(store);
          }
          output.sample("largeOtherTabRuns", tab.runs);
          output.sample("largeOtherTabWorst", tab.worst);
        });
  }

  private void sorts() throws Exception {
    connected(
        (session, other, keep) -> {
          try (ResultStore store = fetch(session, keep, query())) {
            for (int sort = 0; sort < SORTS; sort++) {
              sorted(store, 1, "sortInt");
              sorted(store, 2, "sortText");
              sorted(store, 6, "sortDate");
              sorted(store, 7, "sortBig");
            }
          }
        });
  }

  /// How much heap rows take that are kept in memory, and how much is left of it afterwards.
  private void held() throws Exception {
    connected(
        (session, other, keep) -> {
          // What the first fetch of a process leaves behind is not the rows'.
          fetch(session, keep, MIXED.formatted(rows)).close();
          long before = usedHeap();
          try (ResultStore store = fetch(session, keep, MIXED.formatted(rows))) {
            if (store.spilledBytes() > 0) {
              throw new IllegalStateException("The rows do not fit into the memory");
            }
            output.sample("heldBytesPerRow", (usedHeap() - before) / (double) rows);
            output.sample("heldTextPerRow", textBytes(store) / (double) rows);
          }
          output.sample("heldAfterMegabytes", (usedHeap() - before) / 1048576.0);
        });
  }

  private static long usedHeap() {
    // The collector may be asked only so; twice, as what the first finds may hold something else.
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private long textBytes(ResultStore store) {
    ResultStore.Reader reader = store.reader();
    long[] bytes = new long[1];
    for (long row = 0; row < rows; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        reader.read(
            row,
            column,
            new RowPage.CellReader() {
              @Override
              public void nul() {}

              @Override
              public void value(byte[] data, int offset, int length) {
                bytes[0] += length;
              }
            });
      }
    }
    return bytes[0];
  }

  /// The bare driver reads the same, page by page, and looks at nothing.
  private double drain() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", psql.user());
    properties.setProperty("password", psql.password());
    properties.setProperty("binaryTransfer", "false");
    String url = "jdbc:postgresql://%s:%d/%s".formatted(psql.host(), psql.port(), psql.database());
    long start = System.nanoTime();
    long seen = 0;
    try (Connection connection = DriverManager.getConnection(url, properties)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(8_000);
        try (ResultSet result = statement.executeQuery(query())) {
          while (result.next()) {
            seen++;
          }
        }
      }
    }
    if (seen != rows) {
      throw new IllegalStateException(seen + " rows came to the driver");
    }
    return since(start);
  }

  private void views(String name, ResultStore store, LongUnaryOperator rowAt) {
    Random random = new Random(5);
    double[] times = new double[VIEWS];
    double worstCpu = 0;
    for (int view = 0; view < VIEWS; view++) {
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      times[view] = view(store, random.nextInt(rows - VIEW_ROWS), rowAt);
      long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
      worstCpu = Math.max(worstCpu, used / 1e6);
    }
    // Without the waits for a processor and the collector's pauses.
    output.sample(name + "WorstCpu", worstCpu);
    Arrays.sort(times);
    output.sample(name + "Median", times[VIEWS / 2]);
    output.sample(name + "P99", times[VIEWS * 99 / 100]);
    output.sample(name + "Worst", times[VIEWS - 1]);
  }

  /// Reads what a window of the grid shows.
  private static double view(ResultStore store, int first, LongUnaryOperator rowAt) {
    long start = System.nanoTime();
    for (int row = first; row < first + VIEW_ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        var _ = store.preview(rowAt.applyAsLong(row), column, 256);
      }
    }
    return since(start);
  }

  /// Single cells anywhere, warm.
  private void cells(ResultStore store) {
    Random random = new Random(6);
    double[] micros = new double[CELLS];
    for (int cell = 0; cell < CELLS; cell++) {
      int row = random.nextInt(rows);
      int column = random.nextInt(COLUMNS);
      long start = System.nanoTime();
      var _ = store.preview(row, column, 256);
      micros[cell] = since(start) * 1000;
    }
    Arrays.sort(micros);
    output.sample("largeCellMedianMicros", micros[CELLS / 2]);
    output.sample("largeCellP99Micros", micros[CELLS / 100 * 99]);
  }

  /// Views of a file that the system has forgotten.
  private void evicted(ResultStore store) throws IOException, InterruptedException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).filter(LargeRun::isLarge).toList();
    }
    Random random = new Random(7);
    for (int view = 0; view < EVICTIONS; view++) {
      for (Path file : files) {
        Run.of(
            List.of("dd", "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0"),
            Map.of());
      }
      output.sample("largeEvictedView", view(store, random.nextInt(rows - VIEW_ROWS), row -> row));
    }
  }

  private static boolean isLarge(Path file) {
    return file.toFile().length() > 1 << 20;
  }

  private void sorted(ResultStore store, int column, String name) {
    long cpu = cpuNanos();
    long start = System.nanoTime();
    arranged(store, List.of(), new SortKey(column, false)).close();
    output.sample(name, since(start));
    output.sample(name + "Cpu", (cpuNanos() - cpu) / 1e6);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private ResultView arranged(ResultStore store, List<RowFilter> filters, SortKey... keys) {
    ResultView view = store.arrange(filters, List.of(keys), Cancellation.create(), done -> {});
    if (filters.isEmpty() && view.rowCount() != rows) {
      throw new IllegalStateException(view.rowCount() + " rows are sorted");
    }
    return view;
  }

  private void export(ResultStore store) throws IOException {
    Path file = folder.resolve("large.csv");
    long start = System.nanoTime();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      RowWriter writer =
          new WriteRows().to(out, ExportFormat.CSV, ExportOptions.DEFAULTS, store.columns());
      ResultStore.Reader reader = store.reader();
      writer.begin();
      for (long row = 0; row < rows; row++) {
        long at = row;
        writer.row((column, cell) -> reader.read(at, column, cell));
      }
      writer.end();
    }
    output.sample("largeExport", since(start));
    Files.delete(file);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static double anonymousMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    return -1;
  }

  /// Keeps all rows.
  private static final class Kept implements StatementSink {
    private final KeepResults keep;
    private @Nullable ResultStore store;

    Kept(KeepResults keep) {
      this.keep = keep;
    }

    @Override
    public void columns(List<ResultColumn> columns) {
      store = keep.begin(columns);
    }

    @Override
    public boolean rows(RowPage page) {
      return Objects.requireNonNull(store).append(page);
    }
  }

  /// Asks the server again and again, as a person in another tab would.
  private static final class OtherTab implements AutoCloseable {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread thread;
    private volatile double worst;
    private volatile int runs;

    OtherTab(Session session) {
      thread = Thread.ofPlatform().daemon().name("other tab").start(() -> work(session));
    }

    private void work(Session session) {
      int done = 0;
      while (!ended.get()) {
        long start = System.nanoTime();
        session.execute(
            StatementRequest.portal("select generate_series(1, 1000)"), new StatementSink() {});
        worst = Math.max(worst, since(start));
        done++;
        runs = done;
        try {
          Thread.sleep(50);
        } catch (InterruptedException end) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    @Override
    public void close() {
      ended.set(true);
      try {
        thread.join();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
