package dev.tusk.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.harness.window.EventThreadWatch;
import java.util.LinkedHashMap;
import java.util.Map;

/// How late the event thread was while something failed, phase by phase.
///
/// Judged is its own time, without what the machine took of it; the whole delay is reported beside.
final class EventThreadPhases implements AutoCloseable {
  private static final double BOUND_MS = 100;

  private final EventThreadWatch watch = new EventThreadWatch();
  private final Map<String, EventThreadWatch.Delays> phases = new LinkedHashMap<>();

  interface Doing {
    void run() throws Exception;
  }

  void measure(String name, Doing doing) throws Exception {
    var _ = watch.take();
    doing.run();
    phases.put(name, watch.take());
  }

  /// Fails when the event thread itself was late in any phase.
  ///
  /// @param proof begins the names of the figures
  void judge(String proof) {
    StringBuilder late = new StringBuilder();
    double worst = 0;
    double whole = 0;
    for (Map.Entry<String, EventThreadWatch.Delays> each : phases.entrySet()) {
      EventThreadWatch.Delays delays = each.getValue();
      double own = delays.ownMillis();
      Figure.report(proof + "_event_thread_max_" + each.getKey() + "_ms", delays.max());
      Figure.report(proof + "_event_thread_own_" + each.getKey() + "_ms", own);
      worst = Math.max(worst, own);
      whole = Math.max(whole, delays.max());
      late.append(own > BOUND_MS ? each.getKey() + ": " + delays.where() + "\n" : "");
    }
    Figure.report(proof + "_event_thread_max_ms", whole);
    assertThat(late.toString()).isEmpty();
    Figure.atMost(proof + "_event_thread_own_max_ms", worst, BOUND_MS);
  }

  @Override
  public void close() {
    watch.close();
  }
}
