package dev.tusk.cli;

import dev.tusk.cli.connections.ConnectionsCommand;
import dev.tusk.cli.doctor.DoctorCommand;
import dev.tusk.cli.run.ExportCommand;
import dev.tusk.cli.run.QueryCommand;
import dev.tusk.cli.run.RunCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// `tusk`: the root of the grammar.
@Command(
    name = "tusk",
    versionProvider = TuskVersion.class,
    description = "A desktop client for PostgreSQL. Without a command it opens the window.",
    footer = {
      "",
      "Exit codes: 0 done, 1 refused by the server, 2 wrong usage, 3 no connection,",
      "4 cancelled or timed out, 5 local trouble, 6 outcome unknown, 70 a bug in Tusk."
    })
public final class TuskCommand implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  boolean version;

  private TuskCommand() {}

  /// The grammar with the commands of this module; the program adds its own.
  public static CommandLine create(CliEnvironment environment) {
    CommandLine root =
        new CommandLine(new TuskCommand())
            .addSubcommand(new QueryCommand(environment))
            .addSubcommand(new RunCommand(environment))
            .addSubcommand(new ExportCommand(environment))
            .addSubcommand(new DoctorCommand(environment))
            .addSubcommand(ConnectionsCommand.create(environment))
            .addSubcommand(new HelpCommand(environment));
    return prepare(root, environment);
  }

  /// Makes wrong usage one line and a bug its own exit code, for `root` and all beneath it.
  public static CommandLine prepare(CommandLine root, CliEnvironment environment) {
    return root.setExecutionStrategy(parsed -> execute(parsed, environment.terminal()))
        .setParameterExceptionHandler(
            (wrong, arguments) -> {
              environment
                  .terminal()
                  .say(
                      "tusk: "
                          + UsageWords.of(wrong)
                          + "; see `"
                          + wrong.getCommandLine().getCommandSpec().qualifiedName()
                          + " --help`");
              return ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, commandLine, arguments) -> {
              if (failure instanceof UsageException wrong) {
                environment.terminal().say("tusk: " + wrong.getMessage());
                return ExitCode.USAGE;
              }
              if (failure instanceof OutputFailure unwritten) {
                return OutputFailure.report(
                    environment.terminal(), Objects.requireNonNull(unwritten.getCause()));
              }
              return new FailureReport(environment.terminal()).report(failure);
            });
  }

  /// Help and versions go the way of results, so that what cannot be written of them is said.
  private static int execute(ParseResult parsed, Terminal terminal) {
    StringWriter shown = new StringWriter();
    parsed.commandSpec().root().commandLine().setOut(new PrintWriter(shown));
    int code = new CommandLine.RunLast().execute(parsed);
    if (shown.getBuffer().isEmpty()) {
      return code;
    }
    try {
      terminal.printOwn(shown.toString());
      return code;
    } catch (OutputFailure unwritten) {
      return OutputFailure.report(terminal, Objects.requireNonNull(unwritten.getCause()));
    }
  }

  @Override
  public void run() {
    throw new UsageException("Nothing to do; see `tusk --help`");
  }
}
