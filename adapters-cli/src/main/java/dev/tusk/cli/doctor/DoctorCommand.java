package dev.tusk.cli.doctor;

import dev.tusk.cli.CliCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.ConnectionChoice;
import dev.tusk.cli.ExitCode;
import dev.tusk.cli.TerminalInteraction;
import dev.tusk.core.doctor.Finding;
import dev.tusk.core.doctor.Finding.Verdict;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.sql.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tusk doctor`: checks this machine and, when one is named, a connection; a line for each check.
@Command(name = "doctor", description = "Check this machine and a connection.")
public final class DoctorCommand extends CliCommand {
  @Mixin private final ConnectionChoice where = new ConnectionChoice();

  @Option(names = "--json", description = "An object for each check, in one array.")
  private boolean json;

  @Option(
      names = "--trace",
      description = "Prove that Tusk leaves nothing on the server, and list its own sessions.")
  private boolean trace;

  public DoctorCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  protected int execute() {
    CliServices services;
    try {
      services = environment.services().get();
    } catch (TuskException unusable) {
      print(List.of(Finding.failed("data directory", unusable.error().message())));
      return ExitCode.LOCAL;
    }
    Cancellation cancellation = Cancellation.create();
    List<Finding> machine;
    List<Finding> connection;
    try (Registration _ = environment.interrupts().onInterrupt(cancellation::cancel)) {
      machine = services.examineMachine().examine();
      connection = where.isGiven(environment) ? connection(services, cancellation) : List.of();
    }
    List<Finding> all = new ArrayList<>(machine);
    all.addAll(connection);
    print(all);
    if (cancellation.isCancelled()) {
      // What was cut off failed by nobody's fault.
      return ExitCode.CANCELLED;
    }
    if (hasFailed(connection)) {
      boolean reached = connection.stream().anyMatch(each -> each.check().equals("server"));
      return reached ? ExitCode.REFUSED : ExitCode.NO_CONNECTION;
    }
    return hasFailed(machine) ? ExitCode.LOCAL : ExitCode.DONE;
  }

  private static boolean hasFailed(List<Finding> findings) {
    return findings.stream().anyMatch(each -> each.verdict() == Verdict.FAILED);
  }

  private List<Finding> connection(CliServices services, Cancellation cancellation) {
    CliEnvironment.Endpoint endpoint = where.resolve(environment);
    try (Secret password = endpoint.password()) {
      return services
          .examineConnection()
          .examine(
              endpoint.config(),
              password,
              new TerminalInteraction(environment.terminal()),
              cancellation,
              trace);
    }
  }

  private void print(List<Finding> findings) {
    if (json) {
      environment
          .terminal()
          .print(
              findings.stream()
                  .map(DoctorCommand::object)
                  .reduce((one, next) -> one + ",\n " + next)
                  .map(all -> "[" + all + "]")
                  .orElse("[]"));
      return;
    }
    for (Finding each : findings) {
      environment
          .terminal()
          .print(
              "%-8s %-23s %s"
                  .formatted(
                      each.verdict().name().toLowerCase(Locale.ROOT),
                      each.check(),
                      VisibleText.line(each.evidence())));
    }
  }

  private static String object(Finding each) {
    return "{\"check\": %s, \"verdict\": %s, \"evidence\": %s}"
        .formatted(
            quoted(each.check()),
            quoted(each.verdict().name().toLowerCase(Locale.ROOT)),
            quoted(each.evidence()));
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
              } else if (c < ' ') {
                json.append("\\u%04x".formatted(c));
              } else {
                json.append((char) c);
              }
            });
    return json.append('"').toString();
  }
}
