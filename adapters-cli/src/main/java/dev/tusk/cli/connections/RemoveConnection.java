package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.UsageException;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ManageConnections;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tusk connections remove NAME`: forgets a connection and its password, after asking.
@Command(name = "remove", description = "Forget a connection and its password.")
final class RemoveConnection extends CliCommand {
  @Parameters(paramLabel = "NAME", description = "The name of a saved connection.")
  private String name = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  RemoveConnection(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    ManageConnections connections = environment.services().get().connections();
    ConnectionConfig config = ConnectionsCommand.find(connections, name);
    if (!yes) {
      boolean forget =
          environment
              .terminal()
              .confirm("Forget " + config.name() + " (" + config.address() + ")", "")
              .orElseThrow(() -> new UsageException("Nobody to ask; add --yes"));
      if (!forget) {
        environment.terminal().say("tusk: kept");
        return ExitCode.CANCELLED;
      }
    }
    connections.remove(config.id()).ifPresent(text -> environment.terminal().say("tusk: " + text));
    return ExitCode.DONE;
  }
}
