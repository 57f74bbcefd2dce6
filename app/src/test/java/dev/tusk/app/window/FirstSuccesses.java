package dev.tusk.app.window;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long a person waits for the first success after all is whole again, as the clock on the wall
/// says; what two bare connections take on the machine just then is reported beside.
final class FirstSuccesses {
  private static final double BOUND_MS = 1_000;

  private final Map<String, Double> waits = new LinkedHashMap<>();

  /// Measures from now on, when all is whole, until `success` returns.
  void measure(String name, PgDatabaseAddress whole, Runnable success) {
    long healed = System.nanoTime();
    success.run();
    double took = (System.nanoTime() - healed) / 1e6;
    long bare = System.nanoTime();
    for (int i = 0; i < 2; i++) {
      try (ServerView view = new ServerView(whole)) {
        var _ = view.rows("select 1");
      } catch (SQLException failure) {
        throw new AssertionError("all should be whole", failure);
      }
    }
    Figure.report("survive_two_bare_connections_" + name + "_ms", (System.nanoTime() - bare) / 1e6);
    waits.put(name, took);
  }

  void judge() {
    for (Map.Entry<String, Double> each : waits.entrySet()) {
      Figure.atMost("survive_first_success_" + each.getKey() + "_ms", each.getValue(), BOUND_MS);
    }
  }
}
