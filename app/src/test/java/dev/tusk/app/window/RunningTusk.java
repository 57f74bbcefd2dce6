package dev.tusk.app.window;

import dev.tusk.app.AppPaths;
import dev.tusk.app.Program;
import dev.tusk.app.WindowStart;
import dev.tusk.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// One start of the window in this process, on a data directory of the test's.
final class RunningTusk {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Program program;
  private final EventThreadGuard guard = new EventThreadGuard();
  private final FutureTask<Integer> run;

  RunningTusk(Path data) {
    this(data, Map.of());
  }

  /// @param variables what its environment is to be
  RunningTusk(Path data, Map<String, String> variables) {
    program =
        new Program(
            new AppPaths(data, true),
            new Terminal(InputStream.nullInputStream(), said, said, false, false),
            variables,
            action -> () -> {},
            guard);
    run = new FutureTask<>(() -> new WindowStart(program).run(null));
    Thread starter = new Thread(run, "tusk");
    starter.setDaemon(true);
    starter.start();
  }

  /// Waits until the window is closed and everything is let go; fails when any adapter was called
  /// on the event thread meanwhile.
  ///
  /// @return the exit code
  int end() throws Exception {
    int code = run.get(60, TimeUnit.SECONDS);
    program.close();
    if (!guard.violations().isEmpty()) {
      throw new AssertionError("called on the event thread: " + guard.violations());
    }
    return code;
  }

  /// What watches the adapters of this run.
  EventThreadGuard guard() {
    return guard;
  }

  /// What it wrote to the terminal.
  String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
