package dev.tusk.app.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.keyring.KeyringFixture;
import dev.tusk.harness.keyring.KeyringState;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.secrets.Canary;
import dev.tusk.harness.secrets.ObjectTexts;
import dev.tusk.harness.secrets.Sweeper;
import dev.tusk.harness.ssh.Bastion;
import dev.tusk.harness.ssh.SshServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One run of a whole Tusk, with the real adapters, whose password, whose typed secret and whose
/// answers to a bastion are looked for in everything that it leaves, says and holds.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretSweepTest {
  private static final String USER = "canary_user";

  private final Canary password = Canary.fresh(USER, "nobody_here");
  private final Canary typed = Canary.fresh();
  private final List<Canary> answers = new ArrayList<>();
  private final List<Sweeper.Hit> activity = new ArrayList<>();
  private final List<Sweeper.Hit> processHits = new ArrayList<>();
  private long polls;
  private List<Sweeper.Hit> liveHeap = List.of();
  private List<Sweeper.Hit> closedHeap = List.of();
  private String serverLog = "";
  private String certificate = "";
  @TempDir static Path home;
  @TempDir static Path beyond;

  @BeforeAll
  void run() throws Exception {
    if (SshServer.missing().isPresent()) {
      run(null);
      return;
    }
    try (Bastion bastion =
        Bastion.start(
            beyond, SshServer.Asks.PASSWORD, "AuthenticationMethods publickey,password")) {
      answers.add(new Canary(bastion.database().password(), List.of(bastion.database().user())));
      answers.add(new Canary(SshServer.PASSWORD, List.of(SshServer.USER)));
      answers.add(bastion.keyPassphrase());
      answers.add(bastion.certificatePassphrase());
      run(bastion);
      try (Connection behind = bastion.database().connect();
          Statement statement = behind.createStatement();
          ResultSet row = statement.executeQuery("select client_dn from behind where ssl")) {
        certificate = row.next() ? row.getString(1) : "nobody";
      }
    }
  }

  private void run(@Nullable Bastion bastion) throws Exception {
    Files.createDirectories(home.resolve("tmp"));
    boolean hasKeyring = KeyringFixture.missing().isEmpty();
    try (PgFixture server =
            PgFixture.start(ServerOptions.throwaway().with("log_statement", "all"));
        KeyringFixture keyring =
            KeyringFixture.start(
                hasKeyring ? KeyringState.OK : KeyringState.NO_DBUS, home.resolve("user"))) {
      server.execute(
          "create role " + USER + " login createrole password '" + password.text() + "'",
          "create database " + USER + " owner " + USER);
      Process tusk = start(keyring, server, bastion);
      try (BufferedReader out = tusk.inputReader(StandardCharsets.UTF_8);
          Writer in = tusk.outputWriter(StandardCharsets.UTF_8);
          Connection watcher = server.address("postgres").connect()) {
        in.write(password.text() + "\n" + typed.text() + "\n");
        for (Canary answer : answers) {
          in.write(answer.text() + "\n");
        }
        in.flush();
        Path outFile = home.resolve("out.txt");
        await(tusk, out, "connected", watcher, outFile);
        processHits.addAll(Sweeper.of(password).process(tusk.toHandle()).hits());
        for (Canary answer : answers) {
          processHits.addAll(Sweeper.of(answer).process(tusk.toHandle()).hits());
        }
        liveHeap = dump(tusk, "live");
        in.write("\n");
        in.flush();
        await(tusk, out, "disconnected", watcher, outFile);
        closedHeap = dump(tusk, "closed");
        in.write("\n");
        in.flush();
        assertThat(tusk.waitFor(60, TimeUnit.SECONDS)).isTrue();
      } finally {
        tusk.destroyForcibly();
      }
      serverLog = server.log();
    }
  }

  private Process start(KeyringFixture keyring, PgFixture server, @Nullable Bastion bastion)
      throws IOException {
    String jars =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String absolute =
        Stream.of(jars.split(File.pathSeparator))
            .map(jar -> Path.of(jar).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    Path classPath = home.resolve("classpath.args");
    Files.writeString(classPath, "-cp \"" + absolute.replace("\\", "\\\\") + "\"");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(LauncherFlags.read());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-Djava.io.tmpdir=" + home.resolve("tmp"),
            "@" + classPath,
            SecretsChild.class.getName(),
            server.address("postgres").host(),
            Integer.toString(server.address("postgres").port()),
            USER));
    if (bastion != null) {
      command.addAll(List.of(bastion.urlWithCertificate(), bastion.home().toString()));
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    keyring.applyTo(builder);
    return builder.redirectError(home.resolve("err.txt").toFile()).start();
  }

  /// Waits for the child's word, and meanwhile looks at what the server shows of it.
  private void await(
      Process tusk, BufferedReader out, String word, Connection watcher, Path outFile)
      throws IOException, SQLException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    StringBuilder said = new StringBuilder();
    while (System.nanoTime() < deadline && (tusk.isAlive() || out.ready())) {
      while (out.ready()) {
        String line = out.readLine();
        said.append(line).append('\n');
        if (word.equals(line)) {
          Files.writeString(
              outFile,
              said,
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.APPEND);
          return;
        }
      }
      poll(watcher);
      Thread.sleep(1);
    }
    throw new IOException(
        "The child said " + said + " and " + Files.readString(home.resolve("err.txt")));
  }

  private void poll(Connection watcher) throws SQLException {
    try (Statement statement = watcher.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select concat_ws('|', usename, application_name, query, datname)"
                    + " from pg_stat_activity where pid <> pg_backend_pid()")) {
      while (rows.next()) {
        activity.addAll(Sweeper.of(password).text("pg_stat_activity", rows.getString(1)).hits());
      }
      polls++;
    }
  }

  private List<Sweeper.Hit> dump(Process tusk, String name) throws Exception {
    Path file = home.resolve(name + ".hprof");
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process dumping =
        new ProcessBuilder(
                jcmd.toString(), Long.toString(tusk.pid()), "GC.heap_dump", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(dumping.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(dumping.waitFor()).as(said).isZero();
    List<Sweeper.Hit> hits = Sweeper.of(password).file(file).hits();
    Files.delete(file);
    return hits;
  }

  @AfterAll
  void printWhatWasSwept() throws IOException {
    Figure.report("secrets_swept_mb", Sweeper.of(password).folder(home).swept() / 1e6);
  }

  private void contains(String file, String... words) throws IOException {
    assertThat(Files.readString(home.resolve(file))).contains(words);
  }

  @Requirement({"E-5", "FR-018", "C-1", "C-5", "C-13", "C-18"})
  @Test
  void passwordIsNowhere() throws IOException {
    contains("raw.log", "FE=> StartupPacket", "SASL", "org.freedesktop", "com.zaxxer.hikari");
    contains("exported.conf", "[shop]", "host=");
    assertThat(home.resolve("data/tusk.db")).isNotEmptyFile();

    List<Sweeper.Hit> hits = Sweeper.of(password).folder(home).hits();

    assertThat(hits).isEmpty();
    Figure.exactly("secrets_password_hits", hits.size(), 0);
  }

  /// An SSH server's password, the passphrase of a key and that of a client certificate's key, and
  /// the password of the database behind.
  @Requirement({"E-5", "FR-018", "C-1", "C-2", "C-5", "C-24"})
  @Test
  void whatABastionAsksForIsNowhere() throws IOException {
    assumeTrue(SshServer.missing().isEmpty(), () -> SshServer.missing().orElse(""));
    contains("raw.log", "com.jcraft.jsch", "password,", "create table behind");
    contains("exceptions.txt", "nothing_behind", "nowhere.internal");
    contains("exported.json", "bastion@127.0.0.1", ".ssh/work", "app.key");
    assertThat(answers).hasSize(4);
    assertThat(certificate).as("of whom the server let in").isEqualTo("/CN=app");

    List<Sweeper.Hit> hits = new ArrayList<>();
    for (Canary answer : answers) {
      hits.addAll(Sweeper.of(answer).folder(home).folder(beyond.resolve("home")).hits());
    }

    assertThat(hits).isEmpty();
    Figure.exactly("secrets_of_a_bastion_hits", hits.size(), 0);
  }

  @Requirement({"E-5", "E-24", "C-1", "C-6", "C-8", "FR-018"})
  @Test
  void secretThatWasTypedIsInNoLogHistoryOrDraft() throws IOException {
    contains("kept.log", "create role tusk_a password ", "nonsense");
    Sweeper sweeper = Sweeper.of(typed);
    sweeper.folder(home.resolve("data")).folder(home.resolve("tmp")).folder(home.resolve("user"));
    for (String file : new String[] {"kept.log", "err.txt", "out.txt", "exported.conf"}) {
      sweeper.file(home.resolve(file));
    }
    assertThat(sweeper.hits()).isEmpty();
    Figure.exactly("secrets_typed_hits", sweeper.hits().size(), 0);
  }

  @Requirement("E-5")
  @Test
  void theSweepFindsWhatTheDriverSaysWithoutThePrecautions() throws IOException {
    assertThat(Sweeper.of(typed).file(home.resolve("raw.log")).hits())
        .as("the twin: the log as the driver would have it")
        .isNotEmpty();
  }

  @Requirement({"E-24", "C-6"})
  @Test
  void serverGetsEveryStatementAsItWasTyped() {
    assertThat(serverLog)
        .contains(
            "create role tusk_a password '" + typed.text() + "'",
            "alter role tusk_a password E'" + typed.text() + "' nonsense",
            "select set_config('my.password', '" + typed.text() + "', false)",
            "create subscription s connection 'host=h password="
                + typed.text()
                + "' publication p");
  }

  @Requirement("C-2")
  @Test
  void exceptionsHoldNoPasswordHoweverDeepOneLooks() throws IOException {
    contains("exceptions.txt", "no-such-host.invalid", "nobody_here", "nothing_here");

    assertThat(Sweeper.of(password).file(home.resolve("exceptions.txt")).hits()).isEmpty();

    // The twin: a URL with the password in it.
    SQLException leaky = noDriver();
    assertThat(Sweeper.of(password).text("twin", ObjectTexts.held(leaky)).hits()).isNotEmpty();
  }

  private SQLException noDriver() {
    try (Connection never =
        DriverManager.getConnection("jdbc:nothing://u:" + password.text() + "@h/d")) {
      throw new IllegalStateException("connected by " + never);
    } catch (SQLException expected) {
      return expected;
    }
  }

  @Requirement("C-4")
  @Test
  void nothingThatHoldsThePasswordSaysIt() throws IOException {
    String said = Files.readString(home.resolve("said.txt"));
    assertThat(said).contains("***", "ConnectionConfig[");

    assertThat(Sweeper.of(password).text("toString", said).hits()).isEmpty();
  }

  @Requirement({"C-16", "E-5"})
  @Test
  void serverShowsNoPasswordOfTheSession() {
    Figure.atLeast("secrets_activity_polls", (double) polls, 50);
    assertThat(activity).isEmpty();
  }

  @Requirement({"E-5", "C-9"})
  @Test
  void processShowsNoPasswordAndItsHeapHoldsAsLittleAsCanBe() {
    assertThat(processHits).isEmpty();
    Figure.atMost("secrets_heap_copies_per_live_pool", liveHeap.size(), 1);
    Figure.exactly("secrets_heap_copies_after_disconnect", closedHeap.size(), 0);
  }
}
