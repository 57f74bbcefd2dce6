package dev.tusk.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens to the file when processes share it, and when one is killed.
class SqliteProcessTest {
  @TempDir Path directory;

  private Process child(List<String> jvm, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(jvm);
    command.add(SqliteChild.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  void startReadsAndAddsHistoryWithoutLoadingJooq() throws Exception {
    Path file = directory.resolve("tusk.db");
    Path classes = directory.resolve("classes.log");
    Process process =
        child(
            List.of("-Xlog:class+load:file=" + classes),
            "start",
            file.toString(),
            Natives.DIRECTORY.toString());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said).startsWith("read 0 0 0");
    try (Stream<String> lines = Files.lines(classes)) {
      List<String> loaded = lines.toList();
      assertThat(loaded).anyMatch(line -> line.contains("org.sqlite.JDBC"));
      assertThat(loaded).noneMatch(line -> line.contains(" org.jooq."));
    }
  }

  @Test
  void nativeLibraryStaysInItsOwnDirectory() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Path natives = directory.resolve("native");
    for (int start = 0; start < 2; start++) {
      Process process =
          child(
              List.of("-Djava.io.tmpdir=" + temporary),
              "start",
              directory.resolve("tusk.db").toString(),
              natives.toString());
      process.getInputStream().readAllBytes();
      assertThat(process.waitFor()).isZero();
    }

    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(each -> each.toString().contains("sqlite"))).isEmpty();
    }
    try (Stream<Path> kept = Files.walk(natives)) {
      assertThat(kept.filter(Files::isRegularFile)).hasSize(1);
    }
  }
}
