package dev.tusk.app;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The identifiers that executions get: those of the composition root, as the program has it.
class QueryIdsTest {
  private static final int IDS = 1_000_000;
  private static final int THREADS = 10;

  @Test
  @Requirement({"FR-014", "US4.1"})
  void aMillionIdentifiersOfTenThreadsAndTwoStartsAreAllDifferent() throws Exception {
    UUID[] ids = new UUID[IDS];
    Thread[] threads = new Thread[THREADS];
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread * (IDS / THREADS);
      // Every second thread takes them from another start of the program.
      var source = CompositionRoot.newIds();
      threads[thread] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < IDS / THREADS; i++) {
                      ids[first + i] = source.next();
                    }
                  });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Figure.exactly("query_ids", Arrays.stream(ids).distinct().count(), IDS);
  }
}
