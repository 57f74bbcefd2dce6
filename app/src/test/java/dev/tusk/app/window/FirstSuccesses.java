package dev.tusk.app.window;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// How long a person waits for the first success after all is whole again.
final class FirstSuccesses {
  /// Beyond what a bare connection, made and used twice, takes on the machine just then.
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
    double machine = (System.nanoTime() - bare) / 1e6;
    Figure.report("survive_first_success_measured_" + name + "_ms", took);
    Figure.report("survive_two_bare_connections_" + name + "_ms", machine);
    waits.put(name, took - machine);
  }

  void judge() {
    for (Map.Entry<String, Double> each : waits.entrySet()) {
      Figure.atMost("survive_first_success_" + each.getKey() + "_ms", each.getValue(), BOUND_MS);
    }
  }
}
