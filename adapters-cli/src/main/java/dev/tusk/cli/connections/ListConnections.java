package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.ExitCode;
import dev.tusk.core.connection.ConnectionConfig;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/// `tusk connections list`: a line each, tab-separated: name, address, stage, TLS mode.
@Command(name = "list", description = "List them, one a line.")
final class ListConnections extends CliCommand {
  ListConnections(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    List<ConnectionConfig> all = environment.services().get().connections().all();
    for (ConnectionConfig each : all) {
      environment
          .terminal()
          .print(
              String.join(
                  "\t",
                  each.name(),
                  each.address(),
                  each.stage().name().toLowerCase(Locale.ROOT),
                  each.sslMode().libpqName()));
    }
    if (all.isEmpty()) {
      environment
          .terminal()
          .say("tusk: no connection is saved; `tusk connections add NAME --url …` saves one");
    }
    return ExitCode.DONE;
  }
}
