package dev.tusk.app;

import dev.tusk.app.demo.DemoServer;
import dev.tusk.cli.CliEnvironment.Endpoint;
import dev.tusk.cli.ExitCode;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Secret;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The run that the start-up cache is made from: whatever it touches starts quicker later.
///
/// Opens and closes the window where there is a display, and runs commands, both against a server
/// of its own; where that cannot run, against a port where nobody listens. Its failures are
/// expected and say nothing about Tusk.
final class Training {
  private static final String NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1";

  private Training() {}

  /// Runs all of it.
  ///
  /// @param commandLine runs one command
  static int run(Program program, Consumer<String[]> commandLine) {
    try (DemoServer server = DemoServer.startEmpty(program)) {
      rehearse(program, server, commandLine);
    } catch (TuskException noServer) {
      rehearse(program, null, commandLine);
    }
    return ExitCode.DONE;
  }

  private static void rehearse(
      Program program, @Nullable DemoServer server, Consumer<String[]> commandLine) {
    var _ = new WindowStart(program).run(server);
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
    commandLine.accept(
        new String[] {
          "export",
          "--url",
          url,
          "--format",
          "csv",
          "-o",
          program.paths().data().resolve("training.csv").toString(),
          ProgramFeature.REHEARSAL
        });
    commandLine.accept(new String[] {"query", "--url", url, "select wrong from nowhere"});
    commandLine.accept(new String[] {"query", "--help"});
    commandLine.accept(new String[] {"demo", "--help"});
  }
}
