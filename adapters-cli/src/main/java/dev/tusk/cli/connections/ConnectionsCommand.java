package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.UsageException;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ManageConnections;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `tusk connections`: the saved connections.
@Command(
    name = "connections",
    description = "Saved connections: list, show, add, edit, test, remove, import, export.")
public final class ConnectionsCommand extends CliCommand {
  public ConnectionsCommand(CliEnvironment environment) {
    super(environment);
  }

  /// This command with its own commands beneath it.
  public static CommandLine create(CliEnvironment environment) {
    return new CommandLine(new ConnectionsCommand(environment))
        .addSubcommand(new ListConnections(environment))
        .addSubcommand(new ShowConnection(environment))
        .addSubcommand(new AddConnection(environment))
        .addSubcommand(new EditConnection(environment))
        .addSubcommand(new TestSavedConnection(environment))
        .addSubcommand(new RemoveConnection(environment))
        .addSubcommand(new ImportConnections(environment))
        .addSubcommand(new ExportConnections(environment));
  }

  @Override
  protected int execute() {
    throw new UsageException(
        "connections wants one of: list, show, add, edit, test, remove, import, export");
  }

  static ConnectionConfig find(ManageConnections connections, String name) {
    return connections
        .findByName(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "No saved connection is called \""
                        + name
                        + "\"; `tusk connections list` shows them"));
  }
}
