package dev.tusk.app;

import dev.tusk.app.demo.DemoCommands;
import dev.tusk.app.files.ChosenDirectories;
import dev.tusk.app.log.LogLevel;
import dev.tusk.app.log.Logs;
import dev.tusk.app.pictures.ScreenshotsCommand;
import dev.tusk.cli.CliEnvironment;
import dev.tusk.cli.CliServices;
import dev.tusk.cli.FailureReport;
import dev.tusk.cli.Terminal;
import dev.tusk.cli.TuskCommand;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/// Starts Tusk: without arguments the window, else the command line.
public final class Main {
  private static final System.Logger LOG = System.getLogger(Main.class.getName());

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
    AppPaths usual = AppPaths.of(variables, properties());
    ChosenDirectories chosen =
        AppPaths.choices(variables, properties())
            .map(ChosenDirectories::new)
            .orElseGet(ChosenDirectories::new);
    AppPaths paths = usual.at(chosen.insteadOf(usual.data()));
    boolean window =
        arguments.length == 0 || (arguments.length == 1 && arguments[0].equals("demo"));
    Program program = new Program(paths, terminal, variables, CtrlC.install(terminal));
    LogLevel level =
        LogLevel.of(variables.getOrDefault(LogLevel.VARIABLE, ""), paths.development());
    Stream.of(level.complaint(), Surroundings.complaint(variables))
        .flatMap(Optional::stream)
        .forEach(complaint -> terminal.say("tusk: " + complaint));
    Logs logs =
        Logs.start(
            paths.logs(),
            level.level(),
            window ? Logs.Run.WINDOW : Logs.Run.COMMAND,
            new FileOutputStream(FileDescriptor.err),
            trouble -> {
              terminal.say("tusk: " + trouble);
              program.warn(new Program.Warning("No log file", trouble));
            });
    Runnable end = program::close;
    try (program) {
      program.onMove(
          settled -> {
            logs.moveTo(settled.logs());
            remember(chosen, usual, settled, program);
          });
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    end.run();
                    logs.flush();
                  },
                  "shutdown"));
      if (Boolean.getBoolean("tusk.train")) {
        return window
            ? Training.window(program)
            : Training.commands(program, line -> commandLine(program, line).execute(line));
      }
      if (arguments.length == 0) {
        return new WindowStart(program).run();
      }
      return commandLine(program, arguments).execute(arguments);
    }
  }

  private static void remember(
      ChosenDirectories chosen, AppPaths usual, AppPaths settled, Program program) {
    try {
      chosen.remember(usual.data(), settled.data());
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "The data directory is not remembered", failure);
      program.warn(
          new Program.Warning(
              "Data directory",
              "The next start asks for the data directory again, because your choice could not be"
                  + " written down. Set TUSK_DATA_DIR="
                  + settled.data()
                  + " to keep it."));
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
