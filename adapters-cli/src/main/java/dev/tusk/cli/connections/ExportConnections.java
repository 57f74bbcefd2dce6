package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.FileReason;
import dev.tusk.cli.UsageException;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.text.ShareConnections;
import dev.tusk.core.export.ExportFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tusk connections export FILE`: writes all without passwords, as JSON when its name ends in
/// `.json`, else as a libpq service file.
@Command(
    name = "export",
    description = "Write all without passwords: FILE.json, else a libpq service file.")
final class ExportConnections extends CliCommand {
  @Parameters(paramLabel = "FILE", description = "Where to; one that is there is replaced.")
  private Path file = Path.of("");

  ExportConnections(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    List<ConnectionConfig> all = environment.services().get().connections().all();
    String text;
    try {
      text =
          file.toString().endsWith(".json")
              ? ShareConnections.json(all)
              : ShareConnections.services(all);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong.getMessage() + "; a file that ends in .json can");
    }
    try (ExportFile target = ExportFile.create(file)) {
      target.write(text.getBytes(StandardCharsets.UTF_8));
      target.commit();
    } catch (IOException failure) {
      environment.terminal().say("tusk: Cannot write " + file + ": " + FileReason.of(failure));
      return ExitCode.LOCAL;
    }
    environment
        .terminal()
        .say(
            "tusk: "
                + all.size()
                + (all.size() == 1 ? " connection" : " connections")
                + " written to "
                + file);
    return ExitCode.DONE;
  }
}
