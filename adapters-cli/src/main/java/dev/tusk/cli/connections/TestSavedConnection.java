package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.TerminalInteraction;
import dev.tusk.cli.print.ErrorPrinter;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tusk connections test NAME`: connects once and says what it found.
@Command(name = "test", description = "Connect once and say what was found.")
final class TestSavedConnection extends CliCommand {
  @Parameters(paramLabel = "NAME")
  private String name = "";

  TestSavedConnection(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    CliServices services = environment.services().get();
    ConnectionConfig config = ConnectionsCommand.find(services.connections(), name);
    String variable = environment.variables().getOrDefault("PGPASSWORD", "");
    Cancellation cancellation = Cancellation.create();
    try (Secret password = variable.isEmpty() ? null : Secret.of(variable);
        Registration _ = environment.interrupts().onInterrupt(cancellation::cancel)) {
      ServerInfo server =
          services
              .openConnection()
              .test(
                  config, password, new TerminalInteraction(environment.terminal()), cancellation);
      String link = server.tls() == null ? "not encrypted" : server.tls() + " " + server.cipher();
      environment
          .terminal()
          .print(
              "PostgreSQL "
                  + server.version()
                  + ", database "
                  + server.database()
                  + ", user "
                  + server.user()
                  + ", "
                  + link
                  + ", round trip "
                  + Math.round(server.latency().toNanos() / 1e4) / 1e2
                  + " ms");
      return ExitCode.DONE;
    } catch (TuskException failure) {
      new ErrorPrinter(environment.terminal()).error(failure.error());
      return ExitCode.of(failure.error());
    }
  }
}
