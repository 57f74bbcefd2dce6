package dev.tusk.benchmarks;

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
import org.jspecify.annotations.Nullable;

/// In a fresh process with a small heap: a large result of ten columns fetched, looked at, sorted,
/// filtered and exported through the program's session, store and spill files, while another
/// session keeps working.
///
/// Arguments: how many rows, and a folder for the files.
public final class LargeRun {
  private static final int VIEWS = 1_000;
  private static final int VIEW_ROWS = 50;
  private static final int COLUMNS = 10;

  private final Output output = new Output();
  private final Psql psql = Psql.fromEnvironment();
  private final int rows;
  private final Path folder;

  private LargeRun(int rows, Path folder) {
    this.rows = rows;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    new LargeRun(Integer.parseInt(arguments[0]), Path.of(arguments[1])).run();
    Runtime.getRuntime().exit(0);
  }

  private String query() {
    return "select i, ((i::int8 * 7919) % 10000019)::int4 as k, md5(i::text) as t, i % 1000 as g,"
        + " i / 8.0::float8 as q, i % 2 = 0 as b, date '2026-01-01' + i % 1000 as d,"
        + " i::int8 * 1000003 as big, 'words that stand in every row' as w, nullif(i % 10, 0) as z"
        + " from generate_series(1, "
        + rows
        + ") i";
  }

  private void run() throws Exception {
    long heap = Runtime.getRuntime().maxMemory();
    double drained = drain();
    output.sample("largeDrain", drained);
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
        OtherTab tab = new OtherTab(other);
        SpillDirectory files = new SpillDirectory(folder)) {
      // The shares that the program gives.
      KeepResults keep = new KeepResults(new MemoryBudget(heap * 3 / 8), files);
      long start = System.nanoTime();
      Kept kept = new Kept(keep);
      session.execute(StatementRequest.portal(query()), kept);
      output.sample("largeIngest", since(start));
      try (ResultStore store = Objects.requireNonNull(kept.store)) {
        if (store.rowCount() != rows) {
          throw new IllegalStateException(store.rowCount() + " rows came");
        }
        output.sample("largeSpilledMegabytes", store.spilledBytes() / 1048576.0);
        views(store);
        arranged(store, "largeSortInt", List.of(), new SortKey(1, false));
        arranged(store, "largeSortText", List.of(), new SortKey(2, false));
        arranged(store, "largeFilter", List.of(new RowFilter.Contains("ffff", 2)));
        export(store);
      }
      output.sample("largeRssAnonMegabytes", anonymousMegabytes());
      output.sample("largeOtherTabRuns", tab.runs);
      output.sample("largeOtherTabWorst", tab.worst);
    }
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

  private void views(ResultStore store) {
    Random random = new Random(5);
    double[] times = new double[VIEWS];
    for (int view = 0; view < VIEWS; view++) {
      int first = random.nextInt(rows - VIEW_ROWS);
      long start = System.nanoTime();
      for (int row = first; row < first + VIEW_ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++) {
          var _ = store.preview(row, column, 256);
        }
      }
      times[view] = since(start);
    }
    Arrays.sort(times);
    output.sample("largeViewMedian", times[VIEWS / 2]);
    output.sample("largeViewP99", times[VIEWS * 99 / 100]);
    output.sample("largeViewWorst", times[VIEWS - 1]);
  }

  private void arranged(ResultStore store, String name, List<RowFilter> filters, SortKey... keys) {
    long start = System.nanoTime();
    try (ResultView view =
        store.arrange(filters, List.of(keys), Cancellation.create(), done -> {})) {
      output.sample(name, since(start));
      if (filters.isEmpty() && view.rowCount() != rows) {
        throw new IllegalStateException(view.rowCount() + " rows are sorted");
      }
    }
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
