package dev.tusk.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/// What all commands share: their surroundings, `--help`, and usage errors as one line.
public abstract class CliCommand implements Callable<Integer> {
  protected final CliEnvironment environment;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  protected CliCommand(CliEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public final Integer call() {
    try {
      return execute();
    } catch (UsageException wrong) {
      environment.terminal().say("tusk: " + wrong.getMessage());
      return ExitCode.USAGE;
    }
  }

  /// Does the work and returns the exit code.
  protected abstract int execute();
}
