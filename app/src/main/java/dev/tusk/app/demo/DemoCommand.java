package dev.tusk.app.demo;

import dev.tusk.app.Program;
import dev.tusk.app.WindowStart;
import java.awt.GraphicsEnvironment;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tusk demo`: the window on the sample database, or a tour where there is no display.
@Command(
    name = "demo",
    description = "The window, or any command, on the embedded sample database.")
final class DemoCommand implements Callable<Integer> {
  private final Program program;
  private @Nullable DemoServer server;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  DemoCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    DemoServer running = server();
    if (GraphicsEnvironment.isHeadless()) {
      program
          .terminal()
          .say("tusk: no display here, so no window; a short tour on the terminal instead");
      return new DemoTour(program, running).run();
    }
    return new WindowStart(program).run(running);
  }

  /// The running server, started at the first call.
  synchronized DemoServer server() {
    if (server == null) {
      DemoServer started = DemoServer.start(program, program.terminal()::progress);
      Runtime.getRuntime().addShutdownHook(new Thread(started::close, "demo shutdown"));
      server = started;
    }
    return server;
  }
}
