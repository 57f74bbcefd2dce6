package dev.tusk.app;

import dev.tusk.app.demo.DemoServer;
import dev.tusk.app.files.DataDirectory;
import dev.tusk.cli.CliEnvironment.Endpoint;
import dev.tusk.cli.ExitCode;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.history.QueryHistoryEntry;
import dev.tusk.core.kernel.QueryId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.sqlite.SqliteStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The run that the start-up cache is made from: whatever it touches starts quicker later.
///
/// The window and the commands have a cache each: at every start all of a cache is loaded, and a
/// command wants no more of that than it needs. Either opens and closes the window, where there is
/// a display, or runs commands, against a server of its own; where that cannot run, against a port
/// where nobody listens. Its failures are expected and say nothing about Tusk.
final class Training {
  private static final String NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1";

  private Training() {}

  /// Opens the window.
  static int window(Program program) {
    usedBefore(program);
    return served(program, server -> new WindowStart(program).run(server));
  }

  /// Runs commands.
  ///
  /// @param commandLine runs one
  static int commands(Program program, Consumer<String[]> commandLine) {
    return served(program, server -> commands(program, server, commandLine));
  }

  private static int served(Program program, Consumer<@Nullable DemoServer> rehearsal) {
    try (DemoServer server = DemoServer.startEmpty(program)) {
      rehearsal.accept(server);
    } catch (TuskException noServer) {
      rehearsal.accept(null);
    }
    return ExitCode.DONE;
  }

  /// Leaves data behind, so that the window opens what a person's window opens: a store with rows.
  private static void usedBefore(Program program) {
    DataDirectory.prepare(program.paths().data());
    try (SqliteStorage storage = SqliteStorage.open(program.paths().database())) {
      ConnectionConfig config =
          ConnectionUrl.parse(NOWHERE, UUID::randomUUID, "nobody").config().withName("Training");
      storage.connections().save(config);
      storage
          .history()
          .add(
              new QueryHistoryEntry(
                  new QueryId(UUID.randomUUID()),
                  config.id(),
                  config.name(),
                  config.database(),
                  ProgramFeature.REHEARSAL,
                  Instant.EPOCH,
                  Duration.ZERO,
                  QueryHistoryEntry.Outcome.COMPLETED,
                  0,
                  null));
      storage.settings().put("training", "true");
    }
  }

  private static void commands(
      Program program, @Nullable DemoServer server, Consumer<String[]> commandLine) {
    String url = NOWHERE;
    if (server != null) {
      Endpoint endpoint = server.endpoint();
      ConnectionConfig config = endpoint.config();
      try (Secret password = endpoint.password()) {
        url =
            "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
                .formatted(
                    config.user(),
                    password == null ? "" : password.reveal(String::new),
                    config.host(),
                    config.port(),
                    config.database());
      }
    }
    for (String format : new String[] {"aligned", "csv", "json"}) {
      commandLine.accept(
          new String[] {
            "query", "--url", url, "--format", format, "--limit", "9", ProgramFeature.REHEARSAL
          });
    }
    for (String format : new String[] {"csv", "json"}) {
      commandLine.accept(
          new String[] {
            "export",
            "--url",
            url,
            "--format",
            format,
            "-o",
            program.paths().data().resolve("training." + format).toString(),
            ProgramFeature.REHEARSAL
          });
    }
    commandLine.accept(new String[] {"query", "--url", url, "select wrong from nowhere"});
    commandLine.accept(new String[] {"query", "--help"});
    commandLine.accept(new String[] {"demo", "--help"});
  }
}
