package dev.tusk.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.doctor.Finding;
import dev.tusk.core.doctor.Finding.Verdict;
import dev.tusk.core.doctor.MachineProbe;
import dev.tusk.core.doctor.MachineProbeContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMachineTest implements MachineProbeContract {
  @TempDir private Path data;

  @Override
  public MachineProbe probe() {
    return new LocalMachine(new AppPaths(data, true), Map.of());
  }

  private Verdict verdict(String check) {
    return probe().examine().stream()
        .filter(each -> each.check().equals(check))
        .map(Finding::verdict)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void foldersAreTriedAndLeftAsTheyWere() throws IOException {
    assertThat(verdict("data directory")).isEqualTo(Verdict.OK);
    assertThat(verdict("log")).as("is made when it is needed").isEqualTo(Verdict.OK);
    Path logs = Files.createFile(data.resolve("logs"));
    assertThat(verdict("log")).as("a file in its place").isEqualTo(Verdict.FAILED);
    Files.delete(logs);
    Files.createDirectory(logs);
    assertThat(verdict("log")).isEqualTo(Verdict.OK);
    try (var files = Files.list(data)) {
      assertThat(files).hasSize(1);
    }
  }

  /// `/proc` takes no file from anybody, root included.
  @Test
  void folderThatCannotBeWrittenSaysWhatToDo() {
    assertThat(new LocalMachine(new AppPaths(Path.of("/proc"), true), Map.of()).examine())
        .filteredOn(each -> each.check().equals("data directory"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.verdict()).isEqualTo(Verdict.FAILED);
              assertThat(each.evidence()).contains("Cannot write in /proc", "TUSK_DATA_DIR");
            });
  }

  @Test
  void displayIsWhatTheEnvironmentNames() {
    assertThat(verdict("java")).isEqualTo(Verdict.OK);
    assertThat(verdict("display")).isEqualTo(Verdict.WARNING);
    assertThat(new LocalMachine(new AppPaths(data, true), Map.of("DISPLAY", ":7")).examine())
        .contains(Finding.ok("display", "DISPLAY=:7"));
  }
}
