package dev.tusk.postgres.connect;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskError.Reach;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.trace.Calibration;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.demo.ServerOptions;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.net.FaultProxy.Direction;
import dev.tusk.harness.net.FaultProxy.End;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Connecting to servers that are ill: how long until the person knows, what they are told, and
/// what is left behind.
@Requirement({"E-10", "FR-011", "SC-003", "US3.1"})
class SickServerTest {
  private static final double GRACE_MS = 500;
  private static final double AT_ONCE_MS = 500;
  private static final int ROOM = 5;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static PgFixture server;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeAll
  static void startServer() throws SQLException {
    server =
        PgFixture.start(
            ServerOptions.throwaway()
                .with("wal_level", "replica")
                .with("hot_standby", "off")
                .with("max_connections", Integer.toString(ROOM))
                .with("superuser_reserved_connections", "0"));
    // The first connection of a JVM loads classes for a tenth of a second.
    Servers.pool(server.address("postgres"), ConnectionOptions.DEFAULTS).close();
    Calibration.print("sick_server");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  /// One illness: where it is met, and what must be said about it.
  private record Illness(
      String name,
      ConnectionConfig config,
      Consumer<ConnectStep> steps,
      Predicate<TuskError> told) {}

  private record Outcome(Illness illness, Duration timeout, double millis, TuskError error) {}

  @Test
  void aMuteServerIsGivenUpInTime() throws Exception {
    assertInTime(
        t -> {
          FaultProxy proxy = proxy();
          proxy.mute();
          return new Illness("mute", config(proxy.port(), t), step -> {}, reach(Reach.TIMEOUT));
        });
  }

  @Test
  void aServerThatAgreesToTlsAndFallsSilentIsGivenUpInTime() throws Exception {
    assertInTime(
        t -> {
          int port =
              listen(
                  socket -> {
                    var _ = socket.getInputStream().readNBytes(8);
                    socket.getOutputStream().write('S');
                  });
          return new Illness(
              "mute_after_ssl_answer",
              withSsl(config(port, t), SslMode.REQUIRE),
              step -> {},
              reach(Reach.TIMEOUT));
        });
  }

  @Test
  void aServerThatFallsSilentInTheLoginIsGivenUpInTime() throws Exception {
    assertInTime(
        t -> {
          FaultProxy proxy = proxy();
          // AuthenticationSASL with the one mechanism of a link in the clear has 24 bytes.
          proxy.limitData(Direction.DOWN, 24, End.SILENCE);
          return new Illness(
              "mute_in_scram", config(proxy.port(), t), step -> {}, reach(Reach.TIMEOUT));
        });
  }

  @Test
  void aServerThatFallsSilentAfterTheLoginIsGivenUpInTime() throws Exception {
    assertInTime(
        t -> {
          FaultProxy proxy = proxy();
          proxy.latency(Duration.ofMillis(20));
          Consumer<ConnectStep> steps =
              step -> {
                if (step == ConnectStep.PREPARE) {
                  proxy.blackhole();
                }
              };
          return new Illness(
              "mute_after_login", config(proxy.port(), t), steps, reach(Reach.TIMEOUT));
        });
  }

  @Test
  void aServerThatSaysAByteASecondIsGivenUpInTime() throws Exception {
    assertInTime(
        t -> {
          byte[] wantsScram = {'R', 0, 0, 0, 23, 0, 0, 0, 10, 'S', 'C', 'R', 'A', 'M', '-', 'S'};
          int port =
              listen(
                  socket -> {
                    for (byte each : wantsScram) {
                      socket.getOutputStream().write(each);
                      pause(1_000);
                    }
                  });
          return new Illness("slow_drip", config(port, t), step -> {}, reach(Reach.TIMEOUT));
        });
  }

  @Test
  void aHostWithAFullBacklogIsGivenUpInTime() throws Exception {
    assertInTime(
        t ->
            new Illness(
                "full_backlog", config(fullBacklog(), t), step -> {}, reach(Reach.TIMEOUT)));
  }

  @Test
  void aWrongPasswordIsSaidAtOnce() throws Exception {
    assertAtOnce(
        new Illness(
            "wrong_password",
            config(server.address("postgres").port(), Duration.ofSeconds(10)),
            step -> {},
            error ->
                error instanceof TuskError.LoginRefused refused
                    && refused.server().sqlState().equals("28P01")),
        "certainly not");
  }

  @Test
  void aPortWhereNobodyListensIsSaidAtOnce() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertAtOnce(
        new Illness("refused", config(free, Duration.ofSeconds(10)), s -> {}, reach(Reach.REFUSED)),
        "any");
  }

  @Test
  void aNameThatNobodyKnowsIsSaidInTime() throws Exception {
    assertInTime(
        t -> {
          ConnectionConfig known = config(5432, t);
          return new Illness(
              "unknown_host",
              like(known)
                  .host("no-such-host.invalid")
                  .port(5432)
                  .database("postgres")
                  .user("postgres")
                  .sslMode(SslMode.DISABLE)
                  .build(),
              step -> {},
              // Where name servers do not answer, the deadline comes first.
              reach(Reach.HOST_UNKNOWN).or(reach(Reach.TIMEOUT)));
        });
  }

  @Test
  void aServerWithoutRoomIsSaidAtOnce() throws Exception {
    List<Connection> taken = new ArrayList<>();
    try {
      for (int i = 0; i < ROOM; i++) {
        taken.add(server.address("postgres").connect());
      }
      assertAtOnce(
          new Illness(
              "max_connections",
              config(server.address("postgres").port(), Duration.ofSeconds(10)),
              step -> {},
              declined("53300")),
          server.address("postgres").password());
    } finally {
      for (Connection each : taken) {
        each.close();
      }
    }
  }

  @Test
  void aServerThatIsStartingUpIsSaidAtOnce() throws Exception {
    Path signal = server.dataDirectory().resolve("standby.signal");
    server.stop();
    Files.createFile(signal);
    try {
      server.resume();
      assertAtOnce(
          new Illness(
              "starting_up",
              config(server.address("postgres").port(), Duration.ofSeconds(10)),
              step -> {},
              declined("57P03")),
          server.address("postgres").password());
    } finally {
      server.stop();
      Files.delete(signal);
      server.resume();
    }
  }

  /// The twin: the driver's own connect timeout ends with TCP's handshake.
  @Test
  void theDriversOwnTimeoutHangsAtAMuteServer() throws Exception {
    FaultProxy proxy = proxy();
    proxy.mute();
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("connectTimeout", "1");
    properties.setProperty("sslmode", "disable");
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (Connection _ =
                  DriverManager.getConnection(
                      "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres", properties)) {
                ended.complete(true);
              } catch (SQLException failure) {
                ended.complete(false);
              }
            });
    TimeUnit.MILLISECONDS.sleep(3_000);
    assertThat(ended).as("the naive timeout of 1 s after 3 s").isNotDone();
    proxy.resetPeer();
    assertThat(ended.get(30, TimeUnit.SECONDS)).isFalse();
  }

  private interface Make {
    Illness with(Duration timeout) throws IOException;
  }

  private static List<Duration> timeouts() {
    return Boolean.getBoolean("tusk.long")
        ? List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(10))
        : List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  /// All timeouts side by side, since nobody computes meanwhile.
  private void assertInTime(Make make) throws Exception {
    List<Illness> ills = new ArrayList<>();
    for (Duration timeout : timeouts()) {
      ills.add(make.with(timeout));
    }
    Traces before = Traces.now();
    List<CompletableFuture<Outcome>> all = new ArrayList<>();
    for (Illness ill : ills) {
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      all.add(outcome);
      Thread.ofVirtual().start(() -> outcome.complete(attempt(ill, "irrelevant")));
    }
    for (CompletableFuture<Outcome> each : all) {
      Outcome outcome = each.get(60, TimeUnit.SECONDS);
      double late = outcome.millis() - outcome.timeout().toNanos() / 1e6;
      assertThat(outcome.error()).matches(outcome.illness().told(), outcome.illness().name());
      // Negative when the cause was known before the time was up.
      Figure.atMost(
          "connect_%s_%d_s_over_ms"
              .formatted(outcome.illness().name(), outcome.timeout().toSeconds()),
          late,
          GRACE_MS);
    }
    assertNothingLeft(before, ills.getFirst().name());
    Figure.exactly("connect_" + ills.getFirst().name() + "_backends_left", backendsLeft(), 0);
  }

  /// Server processes that serve anybody but who asks, after at most 10 s, since those of lost
  /// clients need a moment to end.
  private static long backendsLeft() throws Exception {
    try (Connection observer = server.address("postgres").connect();
        Statement statement = observer.createStatement()) {
      long start = System.nanoTime();
      while (true) {
        try (ResultSet rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity"
                    + " where backend_type = 'client backend' and pid <> pg_backend_pid()")) {
          assertThat(rows.next()).isTrue();
          if (rows.getLong(1) == 0 || System.nanoTime() - start > 10_000_000_000L) {
            return rows.getLong(1);
          }
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  private void assertAtOnce(Illness ill, String password) throws Exception {
    Traces before = Traces.now();
    Outcome outcome = attempt(ill, password);
    assertThat(outcome.error()).matches(ill.told(), ill.name());
    Figure.atMost("connect_" + ill.name() + "_ms", outcome.millis(), AT_ONCE_MS);
    assertNothingLeft(before, ill.name());
  }

  private static Outcome attempt(Illness ill, String password) {
    String given = password.equals("irrelevant") ? server.address("x").password() : password;
    long start = System.nanoTime();
    try (Secret secret = Secret.of(given);
        ConnectionPool pool =
            Servers.database()
                .connector()
                .open(ill.config(), secret, Cancellation.create(), ill.steps()::accept)) {
      throw new AssertionError("Connected to " + ill.name() + ": " + pool.server());
    } catch (TuskException failure) {
      return new Outcome(
          ill,
          ill.config().options().connectTimeout(),
          (System.nanoTime() - start) / 1e6,
          failure.error());
    }
  }

  private void assertNothingLeft(Traces before, String name) throws Exception {
    for (AutoCloseable each : opened) {
      if (each instanceof FaultProxy proxy) {
        proxy.clear();
      }
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Traces.now().without(before).equals(Traces.NONE));
    Traces left = Traces.now().without(before);
    Figure.exactly("connect_" + name + "_threads_left", left.threads().size(), 0);
    Figure.exactly("connect_" + name + "_sockets_left", left.sockets().size(), 0);
  }

  /// What connecting may leave behind: its threads and sockets in this process.
  ///
  /// @param threads their ids
  /// @param sockets as the kernel numbers them: `socket:[4711]`
  private record Traces(Set<Long> threads, Set<String> sockets) {
    static final Traces NONE = new Traces(Set.of(), Set.of());

    static Traces now() throws IOException {
      Set<Long> threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("tusk-connect"))
              .map(Thread::threadId)
              .collect(Collectors.toSet());
      Set<String> sockets = new HashSet<>();
      try (var files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
        for (Path each : files) {
          String opened = target(each);
          if (opened.startsWith("socket:")) {
            sockets.add(opened);
          }
        }
      }
      return new Traces(threads, sockets);
    }

    private static String target(Path descriptor) {
      try {
        return Files.readSymbolicLink(descriptor).toString();
      } catch (IOException gone) {
        return "";
      }
    }

    Traces without(Traces before) {
      Set<Long> newThreads = new HashSet<>(threads);
      newThreads.removeAll(before.threads);
      Set<String> newSockets = new HashSet<>(sockets);
      newSockets.removeAll(before.sockets);
      return new Traces(newThreads, newSockets);
    }
  }

  private FaultProxy proxy() throws IOException {
    PgDatabaseAddress address = server.address("postgres");
    FaultProxy proxy = new FaultProxy(address.host(), address.port());
    opened.add(proxy);
    return proxy;
  }

  private ConnectionConfig config(int port, Duration timeout) {
    return withSsl(
        like(Servers.config(server.address("postgres").through(port)))
            .options(ConnectionOptions.DEFAULTS.withConnectTimeout(timeout))
            .build(),
        SslMode.DISABLE);
  }

  private static ConnectionConfig withSsl(ConnectionConfig c, SslMode mode) {
    return like(c).sslMode(mode).build();
  }

  private static Predicate<TuskError> reach(Reach cause) {
    return error ->
        error instanceof TuskError.Unreachable unreachable && unreachable.cause() == cause;
  }

  private static Predicate<TuskError> declined(String state) {
    return error ->
        error instanceof TuskError.Declined declined && declined.server().sqlState().equals(state);
  }

  private interface Conversation {
    void with(Socket client) throws IOException, InterruptedException;
  }

  private int listen(Conversation conversation) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, LOOPBACK);
    opened.add(listener);
    Thread.ofVirtual()
        .start(
            () -> {
              while (!listener.isClosed()) {
                try {
                  Socket socket = listener.accept();
                  Thread.ofVirtual().start(() -> talk(socket, conversation));
                } catch (IOException closed) {
                  return;
                }
              }
            });
    return listener.getLocalPort();
  }

  /// Says its lines, then hears the client out until it goes.
  private static void talk(Socket client, Conversation conversation) {
    try (client) {
      conversation.with(client);
      var _ = client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // And so is the reason to talk.
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  /// A port that takes no more connections: the kernel drops what comes.
  private int fullBacklog() throws IOException {
    ServerSocket listener = new ServerSocket(0, 1, LOOPBACK);
    opened.add(listener);
    boolean full = false;
    while (!full) {
      Socket filler = new Socket();
      opened.add(filler);
      try {
        filler.connect(new InetSocketAddress(LOOPBACK, listener.getLocalPort()), 300);
      } catch (IOException dropped) {
        full = true;
      }
    }
    return listener.getLocalPort();
  }
}
