package dev.tusk.cli.connections;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.TerminalInteraction;
import dev.tusk.cli.print.ErrorPrinter;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ServerInfo;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tusk connections test NAME`: connects once and says what it found.
@Command(name = "test", description = "Connect once and say what was found.")
final class TestSavedConnection extends CliCommand {
  @Parameters(paramLabel = "NAME", description = "The name of a saved connection.")
  private String name = "";

  @Option(names = "--json", description = "Print one JSON object with every step and its time.")
  private boolean json;

  TestSavedConnection(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    CliServices services = environment.services().get();
    ConnectionConfig config = ConnectionsCommand.find(services.connections(), name);
    String variable = environment.variables().getOrDefault("PGPASSWORD", "");
    Cancellation cancellation = Cancellation.create();
    TestSteps steps =
        new TestSteps(new TerminalInteraction(environment.terminal()), services.time());
    try (Secret password = variable.isEmpty() ? null : Secret.of(variable);
        Registration _ = environment.interrupts().onInterrupt(cancellation::cancel)) {
      ServerInfo server = services.openConnection().test(config, password, steps, cancellation);
      steps.end();
      say(steps);
      if (!json) {
        server.product().notes().forEach(note -> environment.terminal().say("tusk: " + note));
      }
      environment
          .terminal()
          .print(json ? TestOutcome.json(steps.steps(), server) : TestOutcome.line(server));
      return ExitCode.DONE;
    } catch (TuskException failure) {
      steps.end();
      say(steps);
      if (json) {
        environment.terminal().print(TestOutcome.json(steps.steps(), failure.error()));
      } else {
        environment
            .terminal()
            .say("tusk: failed at " + TestOutcome.failed(steps.steps(), failure.error()));
        new ErrorPrinter(environment.terminal()).error(failure.error());
      }
      return ExitCode.of(failure.error());
    }
  }

  private void say(TestSteps steps) {
    if (!json) {
      for (TestSteps.Step each : steps.steps()) {
        environment.terminal().say("tusk: " + each.word() + ", " + each.millis() + " ms");
      }
    }
  }
}
