package dev.tusk.postgres.ssh;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SshHostKey;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.ssh.SshKeys;
import dev.tusk.harness.ssh.SshServer;
import dev.tusk.harness.ssh.SshServer.Asks;
import dev.tusk.harness.tls.CertMaker;
import dev.tusk.harness.tls.Certificate;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.query.Observer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database behind a real SSH server.
final class TunnelTest {
  @TempDir private Path folder;
  private SshBench bench;

  @BeforeEach
  void prepare() throws Exception {
    bench = new SshBench(folder);
  }

  @AfterEach
  void clean() throws Exception {
    bench.end();
  }

  @Test
  void queriesRunThroughTheTunnel() throws Exception {
    SshServer server = bench.server(Asks.NOTHING);
    bench.knows(server);
    Person person = new Person(false);

    ConnectionPool pool = bench.open(bench.config(server.address()), person);

    try (Session session = Servers.lease(pool)) {
      assertThat(Servers.value(session, "select 6 * 7")).isEqualTo("42");
      assertThat(Servers.value(session, "select length(repeat('x', 20000000))::text"))
          .isEqualTo("20000000");
      assertThat(
              Servers.portal(session, "select repeat('x', 1000) from generate_series(1, 20000)")
                  .rows())
          .hasSize(20_000);
    }
    assertThat(person.steps)
        .containsExactly(
            ConnectStep.TUNNEL,
            ConnectStep.CONNECT,
            ConnectStep.ENCRYPT,
            ConnectStep.AUTHENTICATE,
            ConnectStep.PREPARE);
    assertThat(person.keys).isEmpty();
  }

  @Test
  void theDatabaseIsReachedThroughSeveralServers() throws Exception {
    SshServer first = bench.server(Asks.NOTHING);
    SshServer second = bench.server(Asks.NOTHING, "PermitOpen *:" + SshBench.database().port());
    bench.knows(
        first.keyName() + " " + SshKeys.publicKey(bench.hostKey),
        second.keyName() + " " + SshKeys.publicKey(bench.hostKey));
    bench.configures(
        """
        Host inner
          HostName 127.0.0.1
          Port %d
          ProxyJump outer
        Host outer
          HostName 127.0.0.1
          Port %d
        Host *
          User bastion
          IdentityFile %s
        """
            .formatted(second.port(), first.port(), bench.userKey));

    ConnectionPool pool = bench.open(bench.keyless("inner"), new Person(false));

    assertThat(value(pool, "select 1")).isEqualTo("1");
    assertThat(first.log()).contains("Accepted publickey");
    assertThat(second.log()).contains("Accepted publickey");
  }

  @Requirement("D-16")
  @Test
  void nothingListensAnywhere() throws Exception {
    SshServer server = bench.server(Asks.NOTHING);
    bench.knows(server);
    var _ = SshBench.database();
    Set<String> before = listeners();

    ConnectionPool pool = bench.open(bench.config(server.address()), new Person(false));
    assertThat(value(pool, "select 1")).isEqualTo("1");

    assertThat(listeners()).isNotEmpty().isSubsetOf(before);
  }

  /// Where this process listens, and the database, by the kernel's word. What others open and close
  /// meanwhile is not ours.
  private static Set<String> listeners() throws IOException {
    String database = ":" + String.format(Locale.ROOT, "%04X", SshBench.database().port());
    Set<String> ours = ownSockets();
    Set<String> found = new TreeSet<>();
    for (String file :
        List.of("/proc/self/net/tcp", "/proc/self/net/tcp6", "/proc/self/net/unix")) {
      boolean unix = file.endsWith("unix");
      for (String line : Files.readAllLines(Path.of(file))) {
        String[] words = line.strip().split("\\s+", -1);
        boolean listens =
            unix ? words.length > 6 && words[3].equals("00010000") : words[3].equals("0A");
        String name = unix ? words[words.length - 1] : words[1];
        if (listens && (ours.contains(words[unix ? 6 : 9]) || name.endsWith(database))) {
          found.add(name);
        }
      }
    }
    return found;
  }

  /// The inodes of the sockets of this process.
  private static Set<String> ownSockets() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files
          .map(TunnelTest::target)
          .filter(target -> target.startsWith("socket:["))
          .map(target -> target.substring(8, target.length() - 1))
          .collect(Collectors.toSet());
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException gone) {
      return "";
    }
  }

  /// What a client that forwards a local port would be caught by.
  @Requirement("D-16")
  @Test
  void aPortThatListensWouldBeSeen() throws Exception {
    Set<String> before = listeners();

    try (ServerSocket forward = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(forward.getLocalPort()).isPositive();
      Set<String> now = listeners();
      now.removeAll(before);
      assertThat(now).hasSize(1);
    }
  }

  @Requirement({"FR-015", "E-11"})
  @Test
  void stopReachesTheServerThroughTheTunnel() throws Exception {
    SshServer server = bench.server(Asks.NOTHING);
    bench.knows(server);
    ConnectionPool pool = bench.open(bench.config(server.address()), new Person(false));

    try (Session session = Servers.lease(pool)) {
      CompletableFuture<TuskError> ended = running(session, "select pg_sleep(60)");
      Observer.awaitSleep(SshBench.database(), session.backendPid());
      var _ = session.aim().orElseThrow().cancel();
      assertThat(ended.get(30, TimeUnit.SECONDS)).satisfies(TunnelTest::isStopped);
      assertThat(Servers.value(session, "select 1")).isEqualTo("1");
    }
  }

  private static void isStopped(TuskError error) {
    assertThat(Objects.requireNonNull(error.server()).sqlState()).isEqualTo("57014");
  }

  @Requirement("E-16")
  @Test
  void aBastionThatDiesEndsTheStatementAndTheNextSessionOpensANewTunnel() throws Exception {
    SshServer server = bench.server(Asks.PASSWORD);
    bench.knows(server);
    Person person = new Person(false, SshServer.PASSWORD);
    ConnectionPool pool = bench.open(bench.keyless(server.address()), person);

    try (Session session = Servers.lease(pool)) {
      CompletableFuture<TuskError> ended = running(session, "select pg_sleep(60)");
      Observer.awaitSleep(SshBench.database(), session.backendPid());
      server.kill();
      long killed = System.nanoTime();
      TuskError error = ended.get(30, TimeUnit.SECONDS);
      assertThat(error).isInstanceOfAny(TuskError.LinkLost.class, TuskError.OutcomeUnknown.class);
      assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(5));
    }
    server.resume();

    assertThat(value(pool, "select 2")).isEqualTo("2");
    assertThat(person.questions).hasSize(1);
  }

  @Requirement("E-16")
  @Test
  void aLineThatGoesSilentIsGivenUpAndTheNextSessionOpensANewTunnel() throws Exception {
    SshServer server = bench.server(Asks.NOTHING);
    FaultProxy proxy = bench.closing(new FaultProxy("127.0.0.1", server.port()));
    bench.knows("[127.0.0.1]:" + proxy.port() + " " + SshKeys.publicKey(bench.hostKey));
    ConnectionPool pool =
        bench.open(bench.config(SshServer.USER + "@127.0.0.1:" + proxy.port()), new Person(false));

    try (Session session = Servers.lease(pool)) {
      CompletableFuture<TuskError> ended = running(session, "select pg_sleep(120)");
      await().until(() -> session.aim().isPresent());
      proxy.blackhole();
      assertThat(ended.get(40, TimeUnit.SECONDS))
          .isInstanceOfAny(TuskError.LinkLost.class, TuskError.OutcomeUnknown.class);
    }
    proxy.clear();
    assertThat(value(pool, "select 2")).isEqualTo("2");
  }

  @Requirement({"D-17", "FR-012"})
  @Test
  void theCertificateIsCheckedAgainstTheDatabasesOwnName() throws Exception {
    CertMaker maker = new CertMaker(Files.createDirectories(folder.resolve("certs")));
    Certificate root = maker.authority("Root");
    Certificate leaf =
        maker.leaf(root, CertMaker.server("localhost", "DNS:localhost", "DNS:db.example.org"));
    PgFixture database = bench.closing(PgFixture.start());
    leaf.installIn(database.dataDirectory());
    database.execute("alter system set ssl = on", "select pg_reload_conf()");
    SshServer server = bench.server(Asks.NOTHING);
    bench.knows(server);
    PgDatabaseAddress address = database.address("postgres");
    ConnectionConfig through = bench.config(server.address());
    ConnectionConfig full =
        like(through)
            .name("tls")
            .host("localhost")
            .port(address.port())
            .database(address.database())
            .user(address.user())
            .sslMode(SslMode.VERIFY_FULL)
            .set(Setting.SSLROOTCERT, root.certificate().toString())
            .build();

    // Where the driver looks by itself.
    Path known = Files.createDirectories(folder.resolve(".postgresql")).resolve("root.crt");
    Files.copy(root.certificate(), known);
    String home = System.setProperty("user.home", folder.toString());
    bench.closing(() -> System.setProperty("user.home", home));

    ConnectionPool pool = bench.openAt(full, address);
    assertThat(pool.server().tls()).isNotNull();
    assertThat(value(pool, "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()"))
        .isEqualTo("true");
    ConnectionConfig dialled =
        like(full).host("db.example.org").set(Setting.HOSTADDR, "127.0.0.1").build();
    assertThat(bench.openAt(dialled, address).server().tls()).isNotNull();
    assertThat(tlsFailure(named(dialled, "other.example.org"), address))
        .isEqualTo(TuskError.Tls.HOST_MISMATCH);
    assertThat(tlsFailure(named(full, "127.0.0.1"), address))
        .isEqualTo(TuskError.Tls.HOST_MISMATCH);
  }

  private TuskError.Tls tlsFailure(ConnectionConfig config, PgDatabaseAddress address) {
    TuskError error =
        catchThrowableOfType(TuskException.class, () -> bench.openAt(config, address)).error();
    assertThat(error).isInstanceOf(TuskError.TlsFailed.class);
    return ((TuskError.TlsFailed) error).cause();
  }

  private static ConnectionConfig named(ConnectionConfig config, String host) {
    return like(config).host(host).build();
  }

  @Test
  void theNameOfTheDatabaseIsLookedUpByTheServer() throws Exception {
    SshServer server = bench.server(Asks.NOTHING);
    bench.knows(server);

    TuskError error = fails(named(bench.config(server.address()), "nowhere.invalid"));

    assertThat(error)
        .isInstanceOfSatisfying(
            TuskError.TunnelFailed.class,
            failed -> {
              assertThat(failed.cause()).isEqualTo(TuskError.Tunnel.TARGET_UNREACHABLE);
              assertThat(failed.message()).contains("can't reach nowhere.invalid:");
            });
  }

  @Test
  void whatKeepsTheTunnelFromStandingIsSaid() throws Exception {
    SshServer closed = bench.server(Asks.NOTHING, "AllowTcpForwarding no");
    SshServer old = bench.server(Asks.NOTHING, "KexAlgorithms diffie-hellman-group14-sha1");
    bench.knows(
        closed.keyName() + " " + SshKeys.publicKey(bench.hostKey),
        old.keyName() + " " + SshKeys.publicKey(bench.hostKey));

    assertThat(failure(bench.config(closed.address()))).isEqualTo(TuskError.Tunnel.FORWARD_REFUSED);
    assertThat(failure(bench.config(old.address()))).isEqualTo(TuskError.Tunnel.ALGORITHM);
    closed.kill();
    assertThat(failure(bench.config(closed.address()))).isEqualTo(TuskError.Tunnel.UNREACHABLE);
    assertThat(failure(bench.config("me@nowhere.invalid"))).isEqualTo(TuskError.Tunnel.UNREACHABLE);
    assertThat(failure(bench.config("bastion@127.0.0.1:" + SshBench.database().port())))
        .isEqualTo(TuskError.Tunnel.UNREACHABLE);
    assertThat(failure(bench.config("a b"))).isEqualTo(TuskError.Tunnel.SETTINGS);
  }

  private TuskError.Tunnel failure(ConnectionConfig config) {
    TuskError error = fails(config);
    assertThat(error).as(config.settings().text()).isInstanceOf(TuskError.TunnelFailed.class);
    return ((TuskError.TunnelFailed) error).cause();
  }

  private TuskError fails(ConnectionConfig config) {
    ConnectionConfig quick =
        like(config)
            .options(
                new ConnectionOptions(
                    Duration.ofSeconds(4),
                    config.options().poolTimeout(),
                    config.options().maxSessions(),
                    config.options().maxServiceSessions()))
            .build();
    return catchThrowableOfType(TuskException.class, () -> bench.open(quick, new Person(false)))
        .error();
  }

  @Test
  void aWrongDatabasePasswordDoesNotAskTheBastionsQuestionsAgain() throws Exception {
    SshServer server = bench.server(Asks.TWO_QUESTIONS);
    bench.knows(server);
    Person person = new Person(false, SshServer.PASSWORD, SshServer.CODE);
    ConnectionConfig config = bench.keyless(server.address());

    TuskError error =
        catchThrowableOfType(
                TuskException.class,
                () ->
                    new PgDatabase(bench.environment)
                        .connector()
                        .open(config, Secret.of("wrong"), Cancellation.create(), person))
            .error();
    assertThat(error).isInstanceOf(TuskError.LoginRefused.class);

    assertThat(value(bench.open(config, person), "select 1")).isEqualTo("1");
    assertThat(person.questions).hasSize(2);
  }

  /// The time that a person takes to answer is not the network's.
  @Test
  void aSlowAnswerDoesNotUseUpTheConnectTimeout() throws Exception {
    SshServer server = bench.server(Asks.NOTHING);
    ConnectionConfig config = bench.config(server.address());
    ConnectionConfig quick =
        like(config)
            .options(new ConnectionOptions(Duration.ofSeconds(4), Duration.ofSeconds(10), 2, 2))
            .build();
    Person slow =
        new Person(true) {
          @Override
          public boolean trust(SshHostKey key) {
            try {
              Thread.sleep(5_000);
            } catch (InterruptedException interrupted) {
              Thread.currentThread().interrupt();
            }
            return super.trust(key);
          }
        };

    assertThat(value(bench.open(quick, slow), "select 1")).isEqualTo("1");
    assertThat(slow.keys).hasSize(1);
  }

  @Test
  void cancellingEndsAnAttemptAtOnce() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Cancellation cancellation = Cancellation.create();
      ConnectionConfig config = bench.config("me@127.0.0.1:" + mute.getLocalPort());
      CompletableFuture<TuskError> ended =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                          TuskException.class,
                          () ->
                              new PgDatabase(bench.environment)
                                  .connector()
                                  .open(config, null, cancellation, new Person(false)))
                      .error());
      Socket client = mute.accept();
      cancellation.cancel();
      assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(TuskError.Cancelled.class);
      client.setSoTimeout(30_000);
      var _ = client.getInputStream().readAllBytes();
      client.close();
    }
  }

  private static CompletableFuture<TuskError> running(Session session, String sql) {
    return CompletableFuture.supplyAsync(
        () ->
            catchThrowableOfType(TuskException.class, () -> Servers.portal(session, sql)).error());
  }

  private static @Nullable String value(ConnectionPool pool, String sql) {
    try (Session session = Servers.lease(pool)) {
      return Servers.value(session, sql);
    }
  }
}
