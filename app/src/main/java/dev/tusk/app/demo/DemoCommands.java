package dev.tusk.app.demo;

import dev.tusk.app.Program;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.TuskCommand;
import picocli.CommandLine;

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
    }
    root.addSubcommand(line);
  }
}
