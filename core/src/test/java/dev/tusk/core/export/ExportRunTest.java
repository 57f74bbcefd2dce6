package dev.tusk.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.result.ResultColumn;
import dev.tusk.core.result.ResultColumn.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportRunTest {
  private static final List<ResultColumn> COLUMNS =
      List.of(new ResultColumn("n", "int4", 23, Kind.NUMBER));

  @TempDir private Path folder;

  private final Heard heard = new Heard();

  @Test
  void rowsThatAreThereBecomeAFileOfExactlySoMany() throws IOException {
    run("n.csv").write(COLUMNS, numbers(2_500), Cancellation.create());
    assertThat(heard.words).containsExactly("1000 rows", "2000 rows", "done 2500");
    assertThat(Files.readAllLines(folder.resolve("n.csv"))).hasSize(2_501).endsWith("2500");
    assertThat(heard.bytes).isEqualTo(Files.size(folder.resolve("n.csv")));
  }

  @Test
  void aStopLeavesNothingAndTheOldFileStays() throws IOException {
    Path old = Files.writeString(folder.resolve("n.csv"), "old");
    Cancellation stop = Cancellation.create();
    stop.cancel();
    run("n.csv").write(COLUMNS, numbers(5_000), stop);
    assertThat(heard.words).containsExactly("failed");
    assertThat(heard.reason).isInstanceOf(CancellationException.class);
    assertThat(old).hasContent("old");
    assertThat(names()).containsExactly("n.csv");
  }

  @Test
  void aSourceThatBreaksLeavesNothing() throws IOException {
    run("n.csv")
        .write(
            COLUMNS,
            taker -> {
              numbers(10).forEach(taker);
              throw new IllegalStateException("the result was closed");
            },
            Cancellation.create());
    assertThat(heard.words).containsExactly("failed");
    assertThat(names()).isEmpty();
  }

  @Test
  void aFormatThatCannotHoldTheColumnsIsSaid() throws IOException {
    new ExportRun(
            new WriteRows(),
            ExportFormat.UPDATE,
            ExportOptions.DEFAULTS,
            folder.resolve("n.sql"),
            heard)
        .write(COLUMNS, numbers(1), Cancellation.create());
    assertThat(heard.reason).hasMessageContaining("key");
    assertThat(names()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsSaid() throws IOException {
    run("no/n.csv").write(COLUMNS, numbers(1), Cancellation.create());
    assertThat(heard.reason).hasMessageContaining("does not exist");
    assertThat(names()).isEmpty();
  }

  private ExportRun run(String name) {
    return new ExportRun(
        new WriteRows(), ExportFormat.CSV, ExportOptions.DEFAULTS, folder.resolve(name), heard);
  }

  private static ExportRun.Rows numbers(int count) {
    return taker -> {
      for (int i = 1; i <= count; i++) {
        byte[] text = String.valueOf(i).getBytes(StandardCharsets.UTF_8);
        taker.take((column, reader) -> reader.value(text, 0, text.length));
      }
    };
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static final class Heard implements ExportRun.Listener {
    private final List<String> words = new ArrayList<>();
    private @Nullable Exception reason;
    private long bytes;

    @Override
    public void progress(long rows, long written) {
      words.add(rows + " rows");
    }

    @Override
    public void done(long rows, long written) {
      words.add("done " + rows);
      bytes = written;
    }

    @Override
    public void failed(@Nullable Exception why) {
      words.add("failed");
      reason = why;
    }
  }
}
