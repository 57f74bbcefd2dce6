package dev.tusk.benchmarks;

import dev.tusk.app.Main;
import dev.tusk.harness.window.EventThreadWatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.swing.JTable;

/// In a fresh process with a small heap: ten million rows stream into the real window, and somebody
/// scrolls through what is there.
public final class StreamRun {
  private static final int ROWS = 10_000_000;

  /// From a table, as a function gives its first row after the last.
  private static final String NUMBERS =
      "(select ((g - 1) * 1000000 + v.id)::int4 as i"
          + " from generate_series(1, 10) g cross join analytics.page_views v) s";

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int SETTLE_MILLIS = 3_000;
  private static final int SCROLL_MILLIS = 40;

  private StreamRun() {}

  public static void main(String[] arguments) throws Exception {
    Output output = new Output();
    Thread.ofPlatform().daemon().name("tusk").start(() -> Main.main(new String[] {"demo"}));
    try (EventThreadWatch watch = new EventThreadWatch()) {
      WindowDriver window = new WindowDriver();
      window.awaitEditor();
      Thread.sleep(SETTLE_MILLIS);
      window.type(Psql.tenColumns(NUMBERS));
      window.noLimit();
      var _ = watch.take();
      WindowDriver.Pressed pressed = window.run();
      JTable grid = pressed.painted().grid();
      Random random = new Random(3);
      Thread scrolling =
          Thread.ofPlatform().daemon().name("scrolling").start(() -> scroll(grid, random));
      long end = WindowDriver.awaitRows(grid, ROWS, LIMIT);
      EventThreadWatch.Delays delays = watch.take();
      scrolling.interrupt();
      window.awaitEnd();
      double[] sorted = delays.delays().stream().mapToDouble(Double::doubleValue).toArray();
      Arrays.sort(sorted);
      output.sample("streamFirstRows", (pressed.painted().nanos() - pressed.nanos()) / 1e6);
      output.sample("streamAll", (end - pressed.nanos()) / 1e6);
      output.sample("streamDelayP999", sorted[(int) (sorted.length * 0.999)]);
      output.sample("streamDelayMax", delays.max());
      output.sample("streamDelayOwn", delays.ownMillis());
      output.say(delays.where());
    } catch (RuntimeException failure) {
      output.say("failed: " + failure);
      Runtime.getRuntime().exit(1);
    }
    Runtime.getRuntime().exit(0);
  }

  /// Pages down, and jumps somewhere else now and then, until interrupted.
  private static void scroll(JTable grid, Random random) {
    try {
      for (int i = 0; true; i++) {
        boolean jump = i % 10 == 0;
        WindowDriver.scroll(grid, jump ? random.nextDouble() : -1);
        Thread.sleep(SCROLL_MILLIS);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
