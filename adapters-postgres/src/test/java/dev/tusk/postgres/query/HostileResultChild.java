package dev.tusk.postgres.query;

import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryResult;
import dev.tusk.core.query.RunRequest;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.result.RowPage;
import dev.tusk.core.session.Notice;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A process with a small heap that runs what would fill it, one statement after the other in one
/// tab, and writes down what came of each.
final class HostileResultChild {
  static final boolean LONG = Boolean.getBoolean("tusk.long");
  static final int WIDE_ROWS = LONG ? 10_000 : 400;
  static final int MANY_ROWS = LONG ? 100_000_000 : 2_000_000;

  private HostileResultChild() {}

  /// What is run; the names are those of the figures.
  static Map<String, StatementRequest> statements() {
    Map<String, StatementRequest> all = new LinkedHashMap<>();
    all.put(
        "notices",
        StatementRequest.plain(
            "do $$begin for i in 1..300000 loop raise notice '%', repeat('n', 1000); end loop;"
                + " end$$"));
    all.put(
        "wide_rows",
        StatementRequest.portal(
            "select repeat('x', 1000000) from generate_series(1, " + WIDE_ROWS + ")"));
    all.put(
        "many_rows",
        StatementRequest.portal("select n, 'x' from generate_series(1, " + MANY_ROWS + ") n"));
    all.put(
        "wide_rows_plain",
        StatementRequest.plain(
            "select repeat('x', 1000000) from generate_series(1, " + WIDE_ROWS + ")"));
    all.put(
        "many_rows_plain",
        StatementRequest.plain("select n, 'x' from generate_series(1, " + MANY_ROWS + ") n"));
    all.put("huge_value", StatementRequest.portal("select repeat('x', 300000000)"));
    all.put("huge_value_plain", StatementRequest.plain("select repeat('x', 300000000)"));
    all.put(
        "huge_notice",
        StatementRequest.plain("do $$begin raise notice '%', repeat('n', 50000000); end$$"));
    all.put(
        "huge_error",
        StatementRequest.plain("do $$begin raise exception '%', repeat('e', 50000000); end$$"));
    all.put(
        "huge_error_in_portal",
        StatementRequest.portal("select cast(repeat('7', 50000000) || 'x' as integer)"));
    all.put(
        "copy_in_notices",
        new StatementRequest(
            "copy flooded from stdin",
            false,
            new ByteArrayInputStream("1\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII)),
            0));
    return all;
  }

  /// Runs them all in the database of the environment.
  ///
  /// @param args the file to write, and whether to keep the rows, as Tusk does not: `true` or
  ///     `false`
  public static void main(String[] args) throws Exception {
    PgDatabaseAddress address = PgDatabaseAddress.ofEnvironment();
    List<String> lines = new ArrayList<>();
    List<Ear> kept = new ArrayList<>();
    try (LiveBench bench = new LiveBench(address, ConnectionOptions.DEFAULTS);
        SqlTab tab = bench.tab("hostile")) {
      var _ = bench.portal(tab, "select 1");
      long base = usedMegabytes();
      for (Map.Entry<String, StatementRequest> each : statements().entrySet()) {
        Ear ear = new Ear(Boolean.parseBoolean(args[1]));
        long start = System.nanoTime();
        var _ = bench.run.run(tab, new RunRequest(each.getValue(), null), ear);
        long took = (System.nanoTime() - start) / 1_000_000;
        Ear next = new Ear(false);
        var _ = bench.run.run(tab, new RunRequest(StatementRequest.portal("select 1"), null), next);
        kept.add(ear);
        lines.add(
            String.join(
                "\t",
                each.getKey(),
                ear.said,
                "kept=" + kept.size(),
                "rows=" + ear.rows,
                "notices=" + ear.notices,
                "ms=" + took,
                "mb=" + (usedMegabytes() - base),
                "next=" + next.said));
        Files.write(Path.of(args[0]), lines);
      }
    }
    System.exit(0);
  }

  private static long usedMegabytes() {
    System.gc();
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
  }

  private static final class Ear implements StatementListener {
    private final @Nullable List<RowPage> pages;
    private long rows;
    private long notices;
    private String said = "nothing";
    private @Nullable String last;

    /// Kept, as a window keeps what it shows.
    @SuppressWarnings("UnusedVariable")
    private @Nullable QueryFailure failure;

    private Ear(boolean keeps) {
      this.pages = keeps ? new ArrayList<>() : null;
    }

    @Override
    public boolean rows(RowPage page) {
      rows += page.rowCount();
      if (pages != null) {
        pages.add(page);
      }
      return true;
    }

    @Override
    public void notice(Notice notice) {
      notices++;
      last = notice.server().message();
    }

    @Override
    public void finished(QueryResult result) {
      said = result.commandTag() + (last == null ? "" : " last notice " + last.length());
    }

    @Override
    public void failed(QueryFailure failed) {
      failure = failed;
      String message = failed.error().message();
      said =
          failed.state()
              + " "
              + failed.error().getClass().getSimpleName()
              + " lost="
              + failed.sessionLost()
              + " "
              + message.length()
              + " "
              + message.substring(0, Math.min(200, message.length()));
    }
  }
}
