package dev.tusk.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing that a real run of the program leaves behind holds a secret.
class ProgramSecretsTest {
  @TempDir Path home;
  private final String canary = "TUSKCANARY-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  @Requirement("C-19")
  void aThreadThatEndsByABugSaysSoWithoutItsSecrets() throws Exception {
    Process child =
        new JavaProcess(home)
            .flag("-Djava.awt.headless=true")
            .errorsReadable()
            .start(CrashingChild.class.getName(), home.resolve("logs").toString(), canary);
    String said = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as(said).isZero();
    for (String thread :
        new String[] {"platform", "daemon", "virtual", "timer", "AWT-EventQueue"}) {
      assertThat(said).contains("A thread ended by a bug: " + thread);
    }
    Figure.exactly("secrets_in_crash_reports", hits(said) + hits(home), 0);
  }

  @Test
  @Requirement({"C-18", "C-22"})
  void aDevelopmentRunLeavesNoPasswordInItsFiles() throws Exception {
    Path scratch = Files.createDirectory(home.resolve("tmp"));
    for (String[] command :
        new String[][] {
          {"connections", "add", "x", "--url", "postgresql://u:" + canary + "@127.0.0.1:1/d"},
          {"connections", "show", "x"},
          {"query", "--url", "postgresql://u:" + canary + "@127.0.0.1:1/d", "select 1"},
          {"query", "--url", "postgresql://u@127.0.0.1:1/d?password=" + canary, "select 1"}
        }) {
      Process tusk =
          new JavaProcess(home)
              .with("TUSK_DATA_DIR", "")
              .with("TUSK_LOG", "trace")
              .with("PGPASSWORD", canary)
              .flag("-Dtusk.clone=" + home)
              .flag("-Djava.io.tmpdir=" + scratch)
              .flag("-Djava.util.prefs.userRoot=" + home)
              .flag("-XX:-UsePerfData")
              .errorsReadable()
              .start("dev.tusk.app.Main", command);
      String said = new String(tusk.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      said += new String(tusk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(tusk.waitFor()).as(said).isIn(0, 3);
      Figure.exactly("secrets_said_by_" + command[0], hits(said), 0);
    }
    assertThat(home.resolve("tusk-data").resolve("tusk.db")).exists();
    Figure.exactly("secrets_in_files_of_a_development_run", hits(home), 0);
  }

  private long hits(String text) {
    return text.contains(canary) ? 1 : 0;
  }

  private long hits(Path folder) throws IOException {
    byte[] wanted = canary.getBytes(StandardCharsets.ISO_8859_1);
    long hits = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        hits += bytes.contains(new String(wanted, StandardCharsets.ISO_8859_1)) ? 1 : 0;
      }
    }
    return hits;
  }
}
