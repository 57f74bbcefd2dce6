package dev.tusk.app;

import dev.tusk.cli.ExitCode;
import picocli.CommandLine;

/// The run that the start-up cache is made from: whatever it touches starts quicker later.
///
/// Opens and closes the window where there is a display, and runs a command against a port where
/// nobody listens. Its failures are expected and say nothing about Tusk.
final class Training {
  private static final String NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1";

  private Training() {}

  static int run(Program program, CommandLine commandLine) {
    var _ = new WindowStart(program).run();
    var _ = commandLine.execute("query", "--url", NOWHERE, "--format", "aligned", "select 40 + 2");
    var _ = commandLine.execute("query", "--help");
    return ExitCode.DONE;
  }
}
