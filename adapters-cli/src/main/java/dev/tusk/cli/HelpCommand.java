package dev.tusk.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tusk help COMMAND…`: the same as `tusk COMMAND… --help`.
@Command(name = "help", description = "Show how a command is used.")
final class HelpCommand extends CliCommand {
  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "For example: query.")
  private List<String> path = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  HelpCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    CommandLine root = spec.root().commandLine();
    CommandLine at = root;
    for (String word : path) {
      at = at.getSubcommands().get(word);
      if (at == null) {
        throw new UsageException(
            "There is no command \"" + String.join(" ", path) + "\"; see `tusk --help`");
      }
    }
    List<String> asked = new ArrayList<>(path);
    asked.add("--help");
    return root.execute(asked.toArray(String[]::new));
  }
}
