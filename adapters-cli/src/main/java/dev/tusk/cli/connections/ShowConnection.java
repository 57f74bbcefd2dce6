package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.ExitCode;
import dev.tusk.core.connection.ConnectionConfig;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tusk connections show NAME`: all that is saved of it, without a password.
@Command(name = "show", description = "Show one, without its password.")
final class ShowConnection extends CliCommand {
  @Parameters(paramLabel = "NAME")
  private String name = "";

  ShowConnection(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    ConnectionConfig config =
        ConnectionsCommand.find(environment.services().get().connections(), name);
    line("name", config.name());
    line("host", config.host());
    line("port", "" + config.port());
    line("database", config.database());
    line("user", config.user());
    line("sslmode", config.sslMode().libpqName());
    line("stage", config.stage().name().toLowerCase(Locale.ROOT));
    line("connect timeout", config.options().connectTimeout().toMillis() + " ms");
    line("pool timeout", config.options().poolTimeout().toMillis() + " ms");
    line("sessions", "" + config.options().maxSessions());
    line("password", config.rememberPassword() ? "kept in the keyring" : "asked for");
    return ExitCode.DONE;
  }

  private void line(String label, String value) {
    environment.terminal().print(label + ": " + value);
  }
}
