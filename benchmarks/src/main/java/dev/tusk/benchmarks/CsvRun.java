package dev.tusk.benchmarks;

import dev.tusk.app.AppPaths;
import dev.tusk.app.CompositionRoot;
import dev.tusk.app.Program;
import dev.tusk.cli.Terminal;
import dev.tusk.core.connection.ConnectInteraction;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.export.CopyStatement;
import dev.tusk.core.export.ExportFormat;
import dev.tusk.core.export.ExportOptions;
import dev.tusk.core.export.ExportRun;
import dev.tusk.core.export.WriteRows;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.query.RunRequest;
import dev.tusk.core.query.RunStatement;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.query.StatementListener;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.sql.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// In one process that goes on running: the million rows exported as CSV again and again, as the
/// window does it. `psql` writes the same file in between.
///
/// Arguments: a folder for the data and the files, and how often.
public final class CsvRun {
  private CsvRun() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Psql psql = Psql.fromEnvironment();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            false,
            false);
    AppPaths paths = new AppPaths(folder.resolve("data"), true);
    try (Program program = new Program(paths, terminal, Map.of(), action -> () -> {})) {
      CompositionRoot parts = program.parts();
      ConnectionConfig config = psql.connection();
      try (Secret password = Secret.of(psql.password())) {
        var _ =
            parts
                .openConnection()
                .open(config, password, ConnectInteraction.none(), Cancellation.create());
      }
      try (SqlTab tab = new SqlTab(new TabId(parts.ids().next()), "csv", parts.open())) {
        tab.use(config.id());
        measure(
            new Exported(parts.runStatement(parts.historyStore()), tab),
            psql,
            folder,
            Integer.parseInt(arguments[1]));
      }
    }
    Runtime.getRuntime().exit(0);
  }

  private static void measure(Exported tusk, Psql psql, Path folder, int rounds)
      throws IOException, InterruptedException {
    Output output = new Output();
    Path ours = folder.resolve("inside.csv");
    Path theirs = folder.resolve("psql.csv");
    for (int i = -2; i < rounds; i++) {
      Files.deleteIfExists(ours);
      Files.deleteIfExists(theirs);
      double their = psql.copyMillis("" + theirs, true);
      double our = tusk.to(ours);
      // A program that runs is warm; the first two make it so.
      if (i >= 0) {
        output.sample("insidePsql", their);
        output.sample("insideTusk", our);
      }
      long differs = Files.mismatch(ours, theirs);
      if (differs >= 0) {
        throw new IOException("tusk's CSV differs from psql's at byte " + differs);
      }
    }
    Files.deleteIfExists(ours);
    Files.deleteIfExists(theirs);
  }

  private record Exported(RunStatement run, SqlTab tab) {
    /// Writes the file, and says how long that took.
    double to(Path file) {
      String copy =
          CopyStatement.of(
                  Script.of(Psql.QUERY).statements().getFirst(),
                  Psql.QUERY,
                  ExportFormat.CSV,
                  ExportOptions.DEFAULTS)
              .orElseThrow()
              .sql();
      long start = System.nanoTime();
      ExportRun export =
          new ExportRun(
              new WriteRows(), ExportFormat.CSV, ExportOptions.DEFAULTS, file, new Ending());
      var failed =
          run.run(
              tab,
              new RunRequest(StatementRequest.plain(copy), null),
              export.listen(new StatementListener() {}));
      double millis = (System.nanoTime() - start) / 1e6;
      if (failed.isPresent()) {
        throw new IllegalStateException(failed.get().info().message());
      }
      return millis;
    }
  }

  private static final class Ending implements ExportRun.Listener {
    @Override
    public void progress(long rows, long bytes) {}

    @Override
    public void done(long rows, long bytes) {
      if (rows != Psql.ROWS) {
        throw new IllegalStateException(rows + " rows were written");
      }
    }

    @Override
    public void failed(@Nullable Exception reason) {
      throw new IllegalStateException(reason);
    }
  }
}
