package dev.tusk.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.export.ExportFormat;
import dev.tusk.harness.crash.CrashChild;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An export is not bounded by the heap, whatever the format: two formats in 64 MB, with
/// `-Dtusk.long=true` all of them and a million rows.
class ExportHeapTest {
  private static final boolean LONG = Boolean.getBoolean("tusk.long");
  private static final int ROWS = LONG ? 1_000_000 : 200_000;
  private static final String FORMATS =
      LONG
          ? Stream.of(ExportFormat.values())
              .map(ExportFormat::word)
              .collect(Collectors.joining(","))
          : ExportFormat.XLSX.word() + "," + ExportFormat.INSERT.word();

  @TempDir Path folder;

  private CrashChild run(String how, String heap, int rows, String formats) throws Exception {
    CrashChild child =
        CrashChild.start(
            List.of(),
            List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=4"),
            ExportHeapChild.class,
            how,
            String.valueOf(rows),
            folder.toString(),
            formats);
    child.awaitReady(Duration.ofSeconds(60));
    return child;
  }

  @Test
  void manyRowsAreExportedInASmallHeap() throws Exception {
    try (CrashChild child = run("file", "64m", ROWS, FORMATS)) {
      assertThat(child.await()).isZero();
      assertThat(child.said())
          .contains(
              Stream.of(FORMATS.split(",", -1)).map(f -> f + " " + ROWS).toArray(String[]::new));
    }
  }

  @Test
  void aFileThatIsHeldInTheHeapDoesNotFit() throws Exception {
    try (CrashChild child = run("memory", "64m", 1_000_000, ExportFormat.INSERT.word())) {
      assertThat(child.await()).isNotZero();
      assertThat(child.said()).noneMatch(line -> line.startsWith("insert"));
    }
  }
}
