package dev.tusk.sqlite.spill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.harness.crash.CrashChild;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A result is not bounded by the heap, nor are its sort and its filter: a million rows of ten
/// columns in 64 MB, ten million in 256.
class SmallHeapTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final boolean LONG = Boolean.getBoolean("tusk.long");

  @TempDir Path directory;

  private CrashChild run(String how, String heap, int rows) throws Exception {
    CrashChild child =
        CrashChild.start(
            List.of(),
            List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=4"),
            SmallHeapChild.class,
            how,
            directory.toString(),
            String.valueOf(rows));
    child.awaitReady(PATIENCE);
    return child;
  }

  @Test
  void aMillionRowsAreKeptSortedAndFilteredInASmallHeap() throws Exception {
    int rows = LONG ? 10_000_000 : 1_000_000;
    try (CrashChild child = run("spill", LONG ? "256m" : "64m", rows)) {
      assertThat(child.await()).isZero();
      assertThat(child.said()).contains("ROWS " + rows, "FOUND 1");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void withoutSpillingTheyDoNot() throws Exception {
    try (CrashChild child = run("memory", "64m", 1_000_000)) {
      assertThat(child.await()).isNotZero();
      assertThat(child.said()).noneMatch(line -> line.startsWith("ROWS"));
    }
  }
}
