package dev.tusk.benchmarks;

import dev.tusk.app.Main;
import javax.swing.JTable;

/// In a fresh process: the real window on the sample database, its Run button pressed again and
/// again. `psql` copies the same rows in between.
///
/// Arguments: how often the first rows, and how often all rows are wanted.
public final class WindowRun {
  private static final int SETTLE_MILLIS = 3_000;

  private WindowRun() {}

  public static void main(String[] arguments) throws Exception {
    Output output = new Output();
    Thread.ofPlatform().daemon().name("tusk").start(() -> Main.main(new String[] {"demo"}));
    try {
      measure(
          output,
          Psql.fromEnvironment(),
          Integer.parseInt(arguments[0]),
          Integer.parseInt(arguments[1]));
    } catch (RuntimeException failure) {
      output.say("failed: " + failure);
      Runtime.getRuntime().exit(1);
    }
    Runtime.getRuntime().exit(0);
  }

  private static void measure(Output output, Psql psql, int firsts, int alls) throws Exception {
    WindowDriver window = new WindowDriver();
    window.awaitEditor();
    // The sample's connection is opened behind the window; a person takes longer than that.
    Thread.sleep(SETTLE_MILLIS);
    window.type(Psql.QUERY);
    for (int i = 0; i < firsts; i++) {
      WindowDriver.Pressed pressed = window.run();
      output.sample(i == 0 ? "firstRowsCold" : "firstRows", millis(pressed));
      window.awaitEnd();
    }
    if (alls == 0) {
      return;
    }
    window.noLimit();
    for (int i = 0; i < alls; i++) {
      output.sample("psqlNull", psql.copyMillis("/dev/null", false));
      WindowDriver.Pressed pressed = window.run();
      output.sample("firstRowsNoLimit", millis(pressed));
      JTable grid = pressed.painted().grid();
      long end = WindowDriver.awaitRows(grid, Psql.ROWS);
      output.sample("grid", (end - pressed.nanos()) / 1e6);
      window.awaitEnd();
    }
  }

  private static double millis(WindowDriver.Pressed pressed) {
    return (pressed.painted().nanos() - pressed.nanos()) / 1e6;
  }
}
