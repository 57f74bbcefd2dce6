package dev.tusk.app.demo;

import dev.tusk.app.Program;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.TuskCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Adds `tusk demo` to the grammar: any command beneath it runs on the sample database.
public final class DemoCommands {
  private DemoCommands() {}

  /// Adds `demo` to `root`.
  ///
  /// @param commands whether the commands beneath it are needed
  public static void addTo(CommandLine root, Program program, boolean commands) {
    DemoCommand demo = new DemoCommand(program);
    CliEnvironment environment =
        new CliEnvironment(
            () -> program.parts().commandLine(),
            () -> demo.server().endpoint(),
            program.terminal(),
            program.variables(),
            program.interrupts());
    CommandLine line = new CommandLine(demo);
    if (commands) {
      TuskCommand.create(environment).getSubcommands().forEach(line::addSubcommand);
      line.getSubcommands().values().forEach(DemoCommands::hideOtherServers);
    }
    root.addSubcommand(line);
  }

  /// The demo brings its own server: the options that name another are still understood, to be
  /// refused with the reason, but their help would mislead.
  private static void hideOtherServers(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (String name : List.of("--connection", "--url")) {
      OptionSpec shown = spec.findOption(name);
      if (shown != null) {
        spec.remove(shown);
        spec.addOption(OptionSpec.builder(shown).hidden(true).build());
      }
    }
  }
}
