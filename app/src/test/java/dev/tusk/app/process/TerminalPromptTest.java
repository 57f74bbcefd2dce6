package dev.tusk.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.secrets.Sweeper;
import dev.tusk.harness.ssh.Bastion;
import dev.tusk.harness.ssh.SshServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Questions of the program on a real terminal, that of `script`.
class TerminalPromptTest {
  private static final String CTRL_C = "\u0003";

  /// Runs its arguments as one command on a terminal of their own, then says how they left it. What
  /// was started in the background has Ctrl+C ignored, which would be inherited.
  private static final String ON_A_TERMINAL =
      "exec env --default-signal=INT script -qf -E always -c"
          + " \"trap : INT; $(printf '%q ' \"$@\"); echo \\\"ended:\\$?\\\"; stty -a\" /dev/null";

  private static final int PATIENCE_SECONDS = 60;

  @TempDir Path home;
  @TempDir Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private final PgDatabaseAddress database = PgFixture.shared().newDatabase();
  private final StringBuilder screen = new StringBuilder();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void ctrlCAtAPasswordPromptEndsAtOnceAndRestoresTheEcho() throws Exception {
    Process tusk = tusk(database.user(), "", "select 1");
    until("Password for", tusk);
    type(CTRL_C, tusk);
    until("ended:4", tusk);
    until(" echo ", tusk);
    assertThat(tusk.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(screen.toString()).doesNotContain("-echo ");
  }

  @Test
  void aYesOrNoQuestionIsAskedAgainUntilItsAnswerIsOneOfBoth() throws Exception {
    String user = database.user() + ":" + database.password();
    Process tusk = tusk(user, "&commit_mode=manual", "create table kept ()");
    until("(yes/no) [no]? ", tusk);
    type("y\n", tusk);
    until("Please type 'yes' or 'no': ", tusk);
    type("yes\n", tusk);
    until("ended:0", tusk);
  }

  @Test
  void ctrlCAtAYesOrNoQuestionCommitsNothing() throws Exception {
    String user = database.user() + ":" + database.password();
    Process tusk = tusk(user, "&commit_mode=manual", "create table dropped ()");
    until("(yes/no) [no]? ", tusk);
    type(CTRL_C, tusk);
    until("ended:4", tusk);
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select to_regclass('dropped') is null")) {
      assertThat(row.next() && row.getBoolean(1)).isTrue();
    }
  }

  @Test
  void ctrlCAtAPromptLeavesNoPartOfAFile() throws Exception {
    Process tusk = tusk(database.user(), "", "select 1");
    until("Password for", tusk);
    assertThat(parts()).hasSize(1);
    type(CTRL_C, tusk);
    until("ended:4", tusk);
    assertThat(parts()).isEmpty();
  }

  /// The same way as in the window: a question for each thing that is not known, no when nothing is
  /// typed, and rows in the end.
  @Test
  @Requirement("C-24")
  void aStrangersQuestionsAreAskedOnTheTerminal() throws Exception {
    assumeTrue(SshServer.missing().isEmpty(), () -> SshServer.missing().orElse(""));
    try (Bastion bastion = Bastion.start(folder, SshServer.Asks.NOTHING)) {
      variables.put("HOME", bastion.home().toString());
      variables.put("SSH_AUTH_SOCK", "");
      String sql = "select ssl, version from pg_stat_ssl where pid = pg_backend_pid()";

      for (String no : List.of("", "no")) {
        screen.setLength(0);
        Process tusk = tusk(bastion.url(), sql);
        until(bastion.fingerprint(), tusk);
        until("(yes/no) [no]? ", tusk);
        type(no + "\n", tusk);
        until("was not trusted", tusk);
        until("ended:3", tusk);
        assertThat(bastion.knownHosts()).doesNotExist();
      }
      assertThat(bastion.ssh().log()).doesNotContain("Accepted");

      screen.setLength(0);
      Process tusk = tusk(bastion.url(), sql);
      until("(yes/no) [no]? ", tusk);
      type("yes\n", tusk);
      until("Passphrase for ", tusk);
      type(bastion.keyPassphrase().text() + "\n", tusk);
      until("Password for postgres@" + SshServer.BEHIND, tusk);
      type(bastion.database().password() + "\n", tusk);
      until("ended:0", tusk);

      assertThat(home.resolve("out.csv")).hasContent("ssl,version\nt,TLSv1.3\n");
      assertThat(bastion.knownHosts()).content().contains(bastion.publicKey());
      for (Canary secret :
          List.of(bastion.keyPassphrase(), new Canary(bastion.database().password(), List.of()))) {
        Sweeper sweeper = Sweeper.of(secret).text("the screen", screen.toString());
        assertThat(sweeper.folder(home).folder(bastion.home()).hits()).isEmpty();
      }
    }
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.filter(file -> file.toString().contains("out.csv")).toList();
    }
  }

  @Test
  void ctrlCInADoctorThatWaitsForTheServerIsNoFailedConnection() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process tusk =
          start("doctor", "--url", "postgresql://me:pw@127.0.0.1:" + silent.getLocalPort() + "/x");
      try (Socket _ = silent.accept()) {
        type(CTRL_C, tusk);
        until("ended:4", tusk);
      }
    }
  }

  /// Each step of a real way with its time, and what it led to.
  @Test
  void aConnectionTestGoesThroughABastionAndNamesItsSteps() throws Exception {
    assumeTrue(SshServer.missing().isEmpty(), () -> SshServer.missing().orElse(""));
    try (Bastion bastion = Bastion.start(folder, SshServer.Asks.NOTHING)) {
      variables.put("HOME", bastion.home().toString());
      variables.put("SSH_AUTH_SOCK", "");
      Process add = start("connections", "add", "shop", "--url", bastion.url());
      until("ended:0", add);

      screen.setLength(0);
      Process test = start("connections", "test", "shop");
      until("(yes/no) [no]? ", test);
      type("yes\n", test);
      until("Passphrase for ", test);
      type(bastion.keyPassphrase().text() + "\n", test);
      until("Password for postgres@" + SshServer.BEHIND, test);
      type("not this\n", test);
      until("that password was refused", test);
      type(bastion.database().password() + "\n", test);
      until("ended:0", test);

      assertThat(screen.toString().replaceAll("[0-9.]+ ms", "N ms"))
          .containsSubsequence(
              "SSH, N ms", "TCP, N ms", "TLS, N ms", "authentication, N ms", "catalog, N ms")
          .containsPattern("PostgreSQL \\d.*TLSv1\\.3 TLS_\\w+, round trip N ms");
    }
  }

  @Test
  void ctrlCStopsAConnectionTest() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "postgresql://me:pw@127.0.0.1:" + silent.getLocalPort() + "/x";
      Process add = start("connections", "add", "mute", "--url", url);
      until("ended:0", add);

      variables.put("PGPASSWORD", "pw");
      screen.setLength(0);
      Process test = start("connections", "test", "mute");
      try (Socket _ = silent.accept()) {
        type(CTRL_C, test);
        until("ended:4", test);
      }
    }
  }

  private Process tusk(String user, String settings, String sql) throws IOException {
    return tusk(
        "postgresql://%s@%s:%d/%s?sslmode=disable%s"
            .formatted(user, database.host(), database.port(), database.database(), settings),
        sql);
  }

  private Process tusk(String url, String sql) throws IOException {
    return start("query", "--url", url, sql, "-o", home.resolve("out.csv").toString());
  }

  private Process start(String... arguments) throws IOException {
    JavaProcess process =
        new JavaProcess(home)
            .with("SHELL", "/bin/bash")
            .with("PGPASSWORD", "")
            .with("PGPASSFILE", home.resolve("none").toString())
            .through("bash", "-c", ON_A_TERMINAL, "bash");
    variables.forEach(process::with);
    Process tusk = process.start("dev.tusk.app.Main", arguments);
    started.add(tusk);
    return tusk;
  }

  private static void type(String text, Process tusk) throws IOException {
    tusk.outputWriter(StandardCharsets.UTF_8).write(text);
    tusk.outputWriter(StandardCharsets.UTF_8).flush();
  }

  /// Reads the screen until `text` is on it; a terminal that stays silent fails.
  private void until(String text, Process tusk) throws IOException, InterruptedException {
    InputStream from = tusk.getInputStream();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (screen.indexOf(text) < 0 && System.nanoTime() < end) {
      int ready = from.available();
      if (ready > 0) {
        screen.append(new String(from.readNBytes(ready), StandardCharsets.UTF_8));
      } else if (!tusk.isAlive()) {
        break;
      } else {
        Thread.sleep(20);
      }
    }
    assertThat(screen.toString()).contains(text);
  }
}
