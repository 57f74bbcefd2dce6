package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.UsageException;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.Guard;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.Stage;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.kernel.Secret;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tusk connections add NAME --url …`: saves a connection.
@Command(name = "add", description = "Save a connection under a name.")
final class AddConnection extends CliCommand {
  @Parameters(paramLabel = "NAME", description = "The name that it is to have.")
  private String name = "";

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "For example postgresql://user@host:5432/db?sslmode=verify-full.")
  private String url = "";

  @Mixin private final ConnectionFields fields = new ConnectionFields();

  AddConnection(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    CliServices services = environment.services().get();
    ConnectionFields.requireFree(services.connections(), name);
    ConnectionUrl parsed;
    try {
      parsed = services.readConnection().read(url);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--url: " + wrong.getMessage());
    }
    ConnectionConfig given = parsed.config();
    ConnectionConfig config =
        fields.tunnelled(
            new ConnectionConfig(
                given.id(),
                name,
                given.host(),
                given.port(),
                given.database(),
                given.user(),
                given.sslMode(),
                fields.stage(Stage.DEVELOPMENT),
                !fields.isNoPassword(),
                given.options(),
                given.settings()));
    Guard guard = Guard.of(given).or(Guard.usual(config.stage()));
    if (guard != Guard.SILENT) {
      config = config.withSettings(config.settings().with(Setting.GUARD, guard.word()));
    }
    try (Secret password = password(parsed.password())) {
      return ConnectionFields.save(environment, config, fields.isNoPassword() ? null : password);
    }
  }

  private @Nullable Secret password(@Nullable Secret inUrl) {
    if (inUrl != null) {
      ConnectionFields.warnOfUrl(environment);
      return inUrl;
    }
    String variable = environment.variables().get("PGPASSWORD");
    return variable == null || variable.isEmpty() ? null : Secret.of(variable);
  }
}
