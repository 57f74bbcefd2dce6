package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.FileReason;
import dev.tusk.cli.UsageException;
import dev.tusk.core.export.ExportFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tusk connections export FILE`: writes all as a libpq service file, without passwords.
@Command(name = "export", description = "Write all as a libpq service file, without passwords.")
final class ExportConnections extends CliCommand {
  @Parameters(paramLabel = "FILE")
  private Path file = Path.of("");

  ExportConnections(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    String text = ServiceFile.write(environment.services().get().connections().all());
    try (ExportFile target = ExportFile.create(file)) {
      target.write(text.getBytes(StandardCharsets.UTF_8));
      target.commit();
      return ExitCode.DONE;
    } catch (IOException failure) {
      throw new UsageException("Cannot write " + file + ": " + FileReason.of(failure));
    }
  }
}
