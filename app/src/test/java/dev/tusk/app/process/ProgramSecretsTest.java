package dev.tusk.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

  @Test
  @Requirement("C-11")
  void aPasswordFileIsUsedAsLibpqDoesAndNeverWritten() throws Exception {
    try (PgFixture server = PgFixture.start()) {
      server.execute("create role clerk login password '" + canary + "'");
      PgDatabaseAddress address = server.address("postgres");
      Path file = Files.createDirectory(home.resolve("own")).resolve("pgpass");
      Files.writeString(file, "# mine\n*:" + address.port() + ":*:clerk:" + canary + "\n");
      String before = Files.readString(file);
      String url =
          "postgresql://clerk@%s:%d/%s"
              .formatted(address.host(), address.port(), address.database());

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      Outcome open = query(file, url);
      assertThat(open.code()).as(open.said()).isEqualTo(3);
      assertThat(open.said()).contains(file.toString()).contains("chmod 600");

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      Outcome own = query(file, url);
      assertThat(own.code()).as(own.said()).isZero();
      assertThat(own.said()).contains("clerk");

      assertThat(file).hasContent(before);
      try (Stream<Path> beside = Files.list(file.getParent())) {
        assertThat(beside).containsExactly(file);
      }
      Figure.exactly(
          "secrets_of_a_password_file_said_or_kept",
          hits(open.said()) + hits(own.said()) + hits(home.resolve("tusk-data")),
          0);
    }
  }

  private record Outcome(int code, String said) {}

  private Outcome query(Path passwordFile, String url) throws IOException, InterruptedException {
    Process tusk =
        new JavaProcess(home)
            .with("TUSK_DATA_DIR", "")
            .with("TUSK_LOG", "trace")
            .with("PGPASSFILE", passwordFile.toString())
            .flag("-Dtusk.clone=" + home)
            .errorsReadable()
            .start("dev.tusk.app.Main", "query", "--url", url, "select current_user");
    String said = new String(tusk.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    said += new String(tusk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(tusk.waitFor(), said);
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
