package dev.tusk.app;

import dev.tusk.app.demo.DemoCommands;
import dev.tusk.app.pictures.ScreenshotsCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.FailureReport;
import dev.tusk.cli.Terminal;
import dev.tusk.cli.TuskCommand;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;

/// Starts Tusk: without arguments the window, else the command line.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Thread.currentThread().setName("main");
    Terminal terminal =
        new Terminal(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            Boolean.getBoolean("tusk.terminal.out"),
            Boolean.getBoolean("tusk.terminal.err"));
    int code;
    try {
      code = run(arguments, terminal);
    } catch (Throwable failure) {
      code = new FailureReport(terminal).report(failure);
    }
    Exit.now(code);
  }

  private static int run(String[] arguments, Terminal terminal) {
    Map<String, String> variables = System.getenv();
    AppPaths paths = AppPaths.of(variables, properties());
    boolean window =
        arguments.length == 0 || (arguments.length == 1 && arguments[0].equals("demo"));
    Logs.start(paths, variables.getOrDefault("TUSK_LOG", ""), !window)
        .ifPresent(trouble -> terminal.say("tusk: " + trouble));
    try (Program program = new Program(paths, terminal, variables, CtrlC.install())) {
      Runtime.getRuntime().addShutdownHook(new Thread(program::close, "shutdown"));
      if (Boolean.getBoolean("tusk.train")) {
        return Training.run(program, line -> commandLine(program, line).execute(line));
      }
      if (arguments.length == 0) {
        return new WindowStart(program).run();
      }
      return commandLine(program, arguments).execute(arguments);
    }
  }

  private static CommandLine commandLine(Program program, String... arguments) {
    CliEnvironment environment =
        new CliEnvironment(
            () -> {
              CliServices services = program.parts().commandLine();
              program.sayStorageNotice();
              return services;
            },
            null,
            program.terminal(),
            program.variables(),
            program.interrupts());
    CommandLine root = TuskCommand.create(environment);
    // The grammar beneath `demo` is the whole of it once more, read by reflection: only on demand.
    DemoCommands.addTo(root, program, List.of(arguments).contains("demo"));
    root.addSubcommand(new ScreenshotsCommand(program));
    return TuskCommand.prepare(root, environment);
  }

  private static Map<String, String> properties() {
    return System.getProperties().stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, System::getProperty));
  }
}
