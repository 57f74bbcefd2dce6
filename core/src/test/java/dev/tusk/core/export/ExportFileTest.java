package dev.tusk.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportFileTest {
  @TempDir private Path folder;

  @Test
  void theFileAppearsOnlyWhenItIsCommitted() throws IOException {
    Path target = folder.resolve("out.csv");
    try (ExportFile file = ExportFile.create(target)) {
      file.write(bytes("whole"));
      assertThat(target).doesNotExist();
      file.commit();
    }
    assertThat(target).hasContent("whole");
    assertThat(names()).containsExactly("out.csv");
  }

  @Test
  void withoutCommitNothingIsLeftAndTheOldFileStays() throws IOException {
    Path target = Files.writeString(folder.resolve("out.csv"), "old");
    try (ExportFile file = ExportFile.create(target)) {
      file.write(bytes("half"));
    }
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("out.csv");
  }

  @Test
  void aLinkStaysALinkAndItsTargetIsReplaced() throws IOException {
    Path real = Files.writeString(folder.resolve("real.csv"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), real);
    try (ExportFile file = ExportFile.create(link)) {
      file.write(bytes("new"));
      file.commit();
    }
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void aDeviceIsWrittenToDirectlyAndStays() throws IOException {
    Path device = Path.of("/dev/null");
    try (ExportFile file = ExportFile.create(device)) {
      file.write(bytes("gone"));
    }
    assertThat(Files.isRegularFile(device)).isFalse();
    assertThat(device).exists();
  }

  @Test
  void aPipeIsWrittenToDirectly() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path copy = folder.resolve("copy");
    Process reader =
        new ProcessBuilder("cat", pipe.toString()).redirectOutput(copy.toFile()).start();
    try (ExportFile file = ExportFile.create(pipe)) {
      file.write(bytes("through"));
      file.commit();
    }
    assertThat(reader.waitFor()).isZero();
    assertThat(copy).hasContent("through");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void aFolderOrAMissingFolderIsRefusedByName() {
    assertThatThrownBy(() -> ExportFile.create(folder)).hasMessageContaining("is a directory");
    assertThatThrownBy(() -> ExportFile.create(folder.resolve("no/out.csv")))
        .hasMessageContaining("does not exist");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
