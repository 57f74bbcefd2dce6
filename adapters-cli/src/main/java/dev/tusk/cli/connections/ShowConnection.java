package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.ExitCode;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.ManageConnections;
import dev.tusk.core.connection.SecretPlace;
import dev.tusk.core.connection.Setting;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tusk connections show NAME`: all that is saved of it, without a password.
@Command(name = "show", description = "Show one, without its password.")
final class ShowConnection extends CliCommand {
  @Parameters(paramLabel = "NAME", description = "The name of a saved connection.")
  private String name = "";

  ShowConnection(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    ManageConnections connections = environment.services().get().connections();
    ConnectionConfig config = ConnectionsCommand.find(connections, name);
    line("name", config.name());
    line("address", config.address());
    line("host", config.host());
    line("port", "" + config.port());
    line("database", config.database());
    line("user", config.user());
    line("sslmode", config.sslMode().libpqName());
    line("stage", config.stage().name().toLowerCase(Locale.ROOT));
    line("guard", Guard.of(config).word());
    line("connect timeout", config.options().connectTimeout().toMillis() + " ms");
    line("pool timeout", config.options().poolTimeout().toMillis() + " ms");
    line("sessions", "" + config.options().maxSessions());
    config
        .settings()
        .all()
        .forEach(
            (setting, value) -> {
              if (setting != Setting.GUARD) {
                line(setting.keyword(), value);
              }
            });
    line("password", password(connections, config));
    return ExitCode.DONE;
  }

  /// What is really there: that it was to be remembered does not say that the keyring took it.
  private static String password(ManageConnections connections, ConnectionConfig config) {
    switch (SecretPlace.of(config)) {
      case ASK -> {
        return "asked for each time";
      }
      case SESSION -> {
        return "asked for once, and kept in memory until Tusk ends";
      }
      case KEYRING -> {}
    }
    return switch (connections.passwordPlace(config.id())) {
      case KEYRING -> "kept in the keyring";
      case SESSION -> "kept in memory";
      case NOWHERE -> "not saved; asked for when connecting";
      case UNKNOWN -> "unknown: the keyring does not say";
    };
  }

  private void line(String label, String value) {
    environment.terminal().print(label + ": " + value);
  }
}
