package dev.tusk.benchmarks;

import dev.tusk.app.AppPaths;
import dev.tusk.app.CompositionRoot;
import dev.tusk.app.Program;
import dev.tusk.app.log.LogLevel;
import dev.tusk.app.log.Logs;
import dev.tusk.cli.Terminal;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.history.QueryHistoryEntry;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.QueryId;
import dev.tusk.core.kernel.TabId;
import dev.tusk.core.workspace.SavedTab;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// In a fresh process: from nothing to Tusk's state, with all that a start reads of the disk.
///
/// Arguments: the data directory, and the rows of history to make first (`-` to measure).
public final class StateRun {
  private static final int CONNECTIONS = 12;
  private static final int TABS = 8;

  private StateRun() {}

  public static void main(String[] arguments) {
    Path data = Path.of(arguments[0]);
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            false,
            false);
    AppPaths paths = new AppPaths(data, true);
    // As in the program, where logging has begun by then.
    var _ =
        Logs.start(
            paths.logs(),
            LogLevel.of("info", true).level(),
            Logs.Run.WINDOW,
            OutputStream.nullOutputStream(),
            trouble -> {});
    long start = System.nanoTime();
    Program program = new Program(paths, terminal, Map.of(), action -> () -> {});
    CompositionRoot parts = program.parts();
    int read = parts.connections().all().size();
    read += parts.workspace().restore().size();
    boolean settings = parts.settings().get("benchmark").isPresent();
    double millis = (System.nanoTime() - start) / 1e6;
    if (arguments[1].equals("-")) {
      if (read != CONNECTIONS + TABS || !settings) {
        throw new IllegalStateException("The data directory holds " + read + " things");
      }
      new Output().sample("state", millis);
    } else {
      fill(parts, Integer.parseInt(arguments[1]));
    }
    program.close();
    Runtime.getRuntime().exit(0);
  }

  private static void fill(CompositionRoot parts, int rows) {
    parts.settings().put("benchmark", "true");
    ConnectionId first = new ConnectionId(parts.ids().next());
    for (int i = 0; i < CONNECTIONS; i++) {
      var _ =
          parts
              .connections()
              .save(
                  new ConnectionConfig(
                      i == 0 ? first : new ConnectionId(parts.ids().next()),
                      "connection " + i,
                      "host" + i + ".example",
                      5432,
                      "shop",
                      "alice",
                      SslMode.VERIFY_FULL,
                      Stage.DEVELOPMENT,
                      false,
                      ConnectionOptions.DEFAULTS),
                  null);
    }
    for (int i = 0; i < TABS; i++) {
      String text = "select * from shop.orders where id = 42;\n".repeat(100);
      parts
          .workspace()
          .keep(new SavedTab(new TabId(parts.ids().next()), "tab " + i, first, text, 0, i, i == 0));
    }
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < rows; i++) {
      parts
          .historyStore()
          .add(
              new QueryHistoryEntry(
                  new QueryId(parts.ids().next()),
                  first,
                  "connection 0",
                  "shop",
                  "select * from shop.orders where customer_id = " + i + " order by placed_at desc",
                  begin.plusSeconds(i),
                  Duration.ofMillis(i % 900),
                  QueryHistoryEntry.Outcome.COMPLETED,
                  i % 1000,
                  null));
    }
  }
}
