package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.FileReason;
import dev.tusk.cli.UsageException;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.connection.text.ShareConnections;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.sql.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tusk connections import FILE`: saves what is in a file of Tusk's, a libpq service file, or one
/// of DBeaver, pgAdmin or DataGrip; a name that is taken is left as it is.
@Command(
    name = "import",
    description =
        "Save those of a file: Tusk's JSON, pg_service.conf, DBeaver's data-sources.json, pgAdmin's"
            + " servers.json, DataGrip's dataSources.xml.")
final class ImportConnections extends CliCommand {
  @Parameters(paramLabel = "FILE", description = "What to read.")
  private Path file = Path.of("");

  ImportConnections(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    CliServices services = environment.services().get();
    int saved = 0;
    int taken = 0;
    int lost = 0;
    int unusable = 0;
    List<ShareConnections.Found> all;
    try {
      all = services.shareConnections().read(read());
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("Cannot read " + file + ": " + wrong.getMessage());
    }
    for (ShareConnections.Found found : all) {
      ConnectionUrl each = found.connection();
      if (each == null) {
        unusable++;
        environment
            .terminal()
            .say("tusk: " + VisibleText.line(found.name() + ": " + found.problem()));
        continue;
      }
      try (Secret password = each.password()) {
        if (services.connections().findByName(each.config().name()).isPresent()) {
          taken++;
        } else {
          // A password in the file is to be kept, else the next import would be the only way back.
          ConnectionConfig config = each.config().withRememberPassword(true);
          services
              .connections()
              .save(config, password)
              .ifPresent(text -> environment.terminal().say("tusk: " + text));
          saved++;
          if (password != null && ConnectionFields.isLost(services.connections(), config)) {
            lost++;
          }
        }
      }
    }
    environment
        .terminal()
        .say(
            "tusk: "
                + saved
                + " saved"
                + (taken == 0 ? "" : ", " + taken + " left as they were")
                + (unusable == 0 ? "" : ", " + unusable + " cannot be used"));
    if (lost > 0) {
      environment
          .terminal()
          .say(
              "tusk: this command ends now, so "
                  + lost
                  + (lost == 1 ? " password is" : " passwords are")
                  + " not saved; Tusk will ask");
    }
    return unusable == 0 ? ExitCode.DONE : ExitCode.USAGE;
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UsageException("Cannot read " + file + ": " + FileReason.of(failure));
    }
  }
}
