package dev.tusk.cli.run;

import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.ConnectionChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// WHERE, for a command that may write there.
final class WriteChoice extends ConnectionChoice {
  @Option(
      names = "--unlock",
      paramLabel = "DATABASE",
      description = "The database's name, to let a production connection write.")
  private @Nullable String unlock;

  @Option(
      names = "--commit",
      description = "Commit in the end, where the connection's commit mode is manual.")
  private boolean commit;

  @Override
  public CliEnvironment.Endpoint resolve(CliEnvironment environment) {
    CliEnvironment.Endpoint found = super.resolve(environment);
    return new CliEnvironment.Endpoint(found.config(), found.password(), unlock, commit);
  }
}
