package dev.tusk.app.pictures;

import dev.tusk.app.AppPaths;
import dev.tusk.app.Program;
import dev.tusk.app.demo.DemoServer;
import dev.tusk.cli.ExitCode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tusk screenshots DIR`: pictures of the README and the guide, made by the real window on the
/// sample.
///
/// The tabs, connections and settings that it shows are kept in a folder of their own, so that the
/// user's stay as they are; the sample server is the one that `tusk demo` uses.
@Command(
    name = "screenshots",
    description = "Write pictures of README and guide, made by the window on the sample database.")
public final class ScreenshotsCommand implements Callable<Integer> {
  private final Program program;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Parameters(paramLabel = "DIR", description = "Where to; made when missing.")
  Path folder = Path.of("");

  public ScreenshotsCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    if (GraphicsEnvironment.isHeadless()) {
      program
          .terminal()
          .say(
              "tusk: no display here, and pictures need one: `xvfb-run -a ./tusk screenshots "
                  + folder
                  + "`");
      return ExitCode.LOCAL;
    }
    try (DemoServer demo = DemoServer.start(program, program.terminal()::progress)) {
      Path scratch = Files.createTempDirectory("tusk-pictures");
      try (Program stage =
          new Program(
              new AppPaths(scratch, program.paths().development()),
              program.terminal(),
              program.variables(),
              program.interrupts())) {
        new PictureSet(stage, demo, scratch, folder).make();
      } finally {
        delete(scratch);
      }
      return ExitCode.DONE;
    } catch (IOException failure) {
      throw new TuskException(
          new TuskError.StorageFailed(
              TuskError.Disk.OTHER, "The pictures cannot be written: " + failure.getMessage()),
          failure);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
