package dev.tusk.postgres.connect;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Connector;
import dev.tusk.core.connection.HostAddress;
import dev.tusk.core.connection.text.ConnectionUrl;
import dev.tusk.core.connection.text.ReadConnection;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.harness.postgres.LocalPostgres;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.query.Observer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Unix sockets and several hosts, on a primary and on a server that stays in recovery.
class AnywhereTest {
  private static final List<String> ACCESS =
      List.of("local all all trust", "host all all 127.0.0.1/32 scram-sha-256");

  private static @TempDir Path folder;
  private static LocalPostgres primary;
  private static LocalPostgres standby;
  private static String sockets;

  @BeforeAll
  static void start() throws IOException {
    LocalPostgres.missing().ifPresent(reason -> assumeTrue(false, reason));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    sockets = folder.toString();
    primary = LocalPostgres.start(Map.of("unix_socket_directories", sockets), ACCESS, List.of());
    primary.execute("create database ada", "create role ada login", "create role bo login");
    standby =
        LocalPostgres.start(
            Map.of("wal_level", "replica", "max_wal_senders", "1"), ACCESS, List.of());
    standby.stop();
    Path signal = Files.createFile(standby.dataDirectory().resolve("standby.signal"));
    Files.setPosixFilePermissions(signal, PosixFilePermissions.fromString("rw-rw-rw-"));
    standby.resume();
  }

  @AfterAll
  static void stop() {
    if (primary != null) {
      primary.close();
    }
    if (standby != null) {
      standby.close();
    }
  }

  private static ConnectionConfig config(String text) {
    return ConnectionUrl.parse(text, () -> new UUID(1, 2), "postgres").config();
  }

  private static ConnectionPool open(ConnectionConfig config) {
    Connector connector = new PgDatabase(Map.of()).connector();
    try (Secret password = Secret.of(primary.address("postgres").password())) {
      return connector.open(config, password, Cancellation.create(), step -> {});
    }
  }

  private static String url(String hosts, String options) {
    return "postgresql://postgres@%s/postgres?sslmode=disable%s".formatted(hosts, options);
  }

  private static String at(LocalPostgres server) {
    return "127.0.0.1:" + server.address("postgres").port();
  }

  private static String nowhere() throws IOException {
    try (ServerSocket free =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return "127.0.0.1:" + free.getLocalPort();
    }
  }

  private static int portOf(ConnectionPool pool) {
    try (Session session = Servers.lease(pool)) {
      return Integer.parseInt(String.valueOf(Servers.value(session, "show port")));
    }
  }

  private static TuskError refusal(String url) {
    return catchThrowableOfType(TuskException.class, () -> open(config(url)).close()).error();
  }

  @Test
  void socketCarriesWhatTcpCarries() throws Exception {
    ConnectionConfig config =
        config(
            "postgresql:///ada?host=%s&port=%d&user=ada&sslmode=verify-full&sslrootcert=system"
                .formatted(sockets, primary.address("ada").port()));
    try (ConnectionPool pool = open(config);
        Session session = Servers.lease(pool)) {
      assertThat(pool.config()).isEqualTo(config);
      assertThat(pool.server().tls()).isNull();
      assertThat(Servers.value(session, "select inet_server_addr() is null")).isEqualTo("t");
      assertThat(Servers.value(session, "select length(repeat('é', 20000000))"))
          .isEqualTo("20000000");
      assertThat(Servers.value(session, "select repeat('x', 3000000)")).hasSize(3_000_000);
      String statement = "select length('" + "y".repeat(2_000_000) + "')";
      assertThat(Servers.value(session, statement)).isEqualTo("2000000");
      Cancellation cancellation = Cancellation.create();
      Thread stopping =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      Observer.awaitSleep(primary.address("ada"), session.backendPid());
                      session.cancel();
                    } catch (Exception failure) {
                      throw new AssertionError(failure);
                    }
                  });
      assertThatCode(() -> Servers.value(session, "select pg_sleep(60)"))
          .isInstanceOf(TuskException.class);
      stopping.join();
      assertThat(Servers.value(session, "select 1")).isEqualTo("1");
      assertThat(cancellation.isCancelled()).isFalse();
    }
  }

  @Test
  void socketWhereNobodyListensIsSaid() {
    TuskError error = refusal("postgresql:///x?host=%s&port=1".formatted(sockets));
    assertThat(error).isInstanceOf(TuskError.Unreachable.class);
    assertThat(error.message()).contains(sockets + ":1");
  }

  /// Whoever listens there learns nothing, not even the user's name.
  @Test
  void nothingIsSentToAServerOfAnotherUser(@TempDir Path own) throws Exception {
    Impostor wrong = met(own, "somebody%20else");
    assertThat(wrong.error()).isInstanceOf(TuskError.ServerIdentity.class);
    assertThat(wrong.error().message())
        .contains(own.toString(), "\"" + System.getProperty("user.name") + "\"")
        .contains("not by \"somebody else\"");
    assertThat(wrong.read()).as("the end, and no byte").isEqualTo(-1);
    assertThat(met(own, System.getProperty("user.name")).read()).isEqualTo(1);
  }

  /// @param read what came of waiting for one byte
  private record Impostor(TuskError error, int read) {}

  private static Impostor met(Path own, String peer) throws Exception {
    Path file = own.resolve(".s.PGSQL.5432");
    Files.deleteIfExists(file);
    try (ServerSocketChannel impostor = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      impostor.bind(UnixDomainSocketAddress.of(file));
      CompletableFuture<Integer> read =
          CompletableFuture.supplyAsync(
              () -> {
                try (SocketChannel taken = impostor.accept()) {
                  return taken.read(ByteBuffer.allocate(1));
                } catch (IOException failure) {
                  throw new UncheckedIOException(failure);
                }
              });
      String url = "postgresql:///x?host=%s&user=ada&requirepeer=%s".formatted(own, peer);
      return new Impostor(refusal(url), read.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void serverOfAnotherUserIsRefusedAsPsqlRefusesIt() throws Exception {
    String words =
        "host=%s port=%d user=ada requirepeer=nobody"
            .formatted(sockets, primary.address("ada").port());
    assertThat(refusal(words)).isInstanceOf(TuskError.ServerIdentity.class);
    Connector ofEnvironment = new PgDatabase(Map.of("PGREQUIREPEER", "nobody")).connector();
    ConnectionConfig plain = config(words.replace("requirepeer=nobody", ""));
    assertThatThrownBy(
            () -> ofEnvironment.open(plain, null, Cancellation.create(), step -> {}).close())
        .hasMessageContaining("requirepeer");
    open(plain).close();
    Path psql = Path.of("/usr/bin/psql");
    assumeTrue(Files.isExecutable(psql), "psql is not installed");
    Process process =
        new ProcessBuilder(psql.toString(), "-XAtw", "-c", "select 1", words)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isNotZero();
    assertThat(said).contains("requirepeer specifies \"nobody\"");
  }

  @Test
  void socketsOfThisMachineAreFoundAndAreTheDefault() throws Exception {
    LocalEnvironment environment = new LocalEnvironment(Map.of(), List.of(folder));
    int port = primary.address("postgres").port();
    assertThat(environment.sockets()).containsExactly(new HostAddress(sockets, port));
    ReadConnection reading = new ReadConnection(environment, () -> new UUID(3, 4));
    ConnectionConfig config = reading.read("postgresql://ada@:%d/ada".formatted(port)).config();
    try (ConnectionPool pool = open(config)) {
      assertThat(pool.server().user()).isEqualTo("ada");
    }
  }

  @Test
  void nextHostIsTriedWhenOneCannotBeReached() throws Exception {
    try (ConnectionPool pool = open(config(url(nowhere() + "," + at(primary), "")))) {
      assertThat(portOf(pool)).isEqualTo(primary.address("postgres").port());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "any, standby",
    "read-write, primary",
    "primary, primary",
    "read-only, standby",
    "standby, standby",
    "prefer-standby, standby"
  })
  void kindOfServerIsChosen(String attrs, String kind) {
    String hosts =
        attrs.equals("any") || attrs.equals("read-write") || attrs.equals("primary")
            ? at(standby) + "," + at(primary)
            : at(primary) + "," + at(standby);
    LocalPostgres expected = kind.equals("primary") ? primary : standby;
    try (ConnectionPool pool = open(config(url(hosts, "&target_session_attrs=" + attrs)))) {
      assertThat(portOf(pool)).isEqualTo(expected.address("postgres").port());
      assertThat(pool.server().inRecovery()).isEqualTo(kind.equals("standby"));
    }
  }

  @Test
  void preferredStandbyIsDoneWithoutWhenThereIsNone() throws Exception {
    String hosts = nowhere() + "," + at(primary);
    try (ConnectionPool pool = open(config(url(hosts, "&target_session_attrs=prefer-standby")))) {
      assertThat(portOf(pool)).isEqualTo(primary.address("postgres").port());
    }
  }

  @Test
  void whereItWasDialledIsSaid() throws Exception {
    String port = nowhere().replaceAll(".*:", "");
    TuskError error = refusal(url("db.invalid:" + port, "&hostaddr=127.0.0.1"));
    assertThat(error.message())
        .isEqualTo("Can't reach db.invalid:" + port + " at 127.0.0.1: connection refused");
  }

  @Test
  void whenNoneWillDoEachSaysWhy() throws Exception {
    String gone = nowhere();
    TuskError error = refusal(url(gone + "," + at(standby), "&target_session_attrs=read-write"));
    assertThat(error.message())
        .contains(gone)
        .contains("connection refused")
        .contains(at(standby) + ": it is read-only, and read-write is wanted");
  }

  @Test
  void refusedLoginIsNotTriedElsewhere() {
    String hosts = at(primary) + "," + at(standby);
    TuskError error = refusal("postgresql://nobody@%s/postgres?sslmode=disable".formatted(hosts));
    assertThat(error).isInstanceOf(TuskError.LoginRefused.class);
  }

  /// A pool belongs to one server: numbers of processes mean nothing on another.
  @Test
  void poolStaysWithItsServerAlthoughHostsAreDrawnByLot() {
    String hosts = at(primary) + "," + at(standby);
    for (int round = 0; round < 4; round++) {
      try (ConnectionPool pool = open(config(url(hosts, "&load_balance_hosts=random")))) {
        int first = portOf(pool);
        try (Session one = Servers.lease(pool);
            Session two = Servers.lease(pool)) {
          assertThat(Servers.value(one, "show port")).isEqualTo("" + first);
          assertThat(Servers.value(two, "show port")).isEqualTo("" + first);
        }
      }
    }
  }

  @Test
  void hostsShareOneDeadline() throws Exception {
    try (ServerSocket silent =
        new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      String mute = "127.0.0.1:" + silent.getLocalPort();
      ConnectionConfig config = config(url(mute + "," + at(primary), ""));
      ConnectionConfig hurried =
          like(config).options(config.options().withConnectTimeout(Duration.ofSeconds(4))).build();
      try (ConnectionPool pool = open(hurried)) {
        assertThat(portOf(pool)).isEqualTo(primary.address("postgres").port());
      }
      AtomicInteger steps = new AtomicInteger();
      ConnectionConfig all = config(url(mute + "," + mute, "&connect_timeout=1"));
      long start = System.nanoTime();
      TuskError error =
          catchThrowableOfType(
                  TuskException.class,
                  () ->
                      new PgDatabase(Map.of())
                          .connector()
                          .open(all, null, Cancellation.create(), step -> steps.incrementAndGet()))
              .error();
      assertThat(error.message()).containsPattern("no answer within 0\\.[1-5]\\d* s");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(steps.get()).isGreaterThanOrEqualTo(4);
    }
  }

  /// What psql makes of the same words in the same environment.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada@%S:%p/ada",
        "postgresql://ada@/ada?host=%s&port=%p",
        "postgresql:///?host=%s&port=%p&user=ada",
        "postgres://postgres@127.0.0.1:%p,127.0.0.1:1/postgres",
        "host=%s port=%p user=bo dbname=ada",
        "host='%s' port = %p user='ada'",
        "host=127.0.0.1,%s port=1,%p user=bo dbname='postgres'",
        "postgresql://127.0.0.1:1,%S:%p/ada?user=bo&application_name=x%%20y",
        "service=tusk user=bo",
        "postgresql:///?service=tusk",
        "user=ada dbname=",
        "host=db.invalid hostaddr=127.0.0.1 port=%p user=postgres dbname=ada",
        "host=db.invalid,%s hostaddr=127.0.0.1, port=1,%p user=bo dbname=ada",
        "host=%s port=%p user=ada requirepeer=%o",
        "host=127.0.0.1 port=%p user=postgres dbname=postgres requirepeer=nobody",
      })
  void whatPsqlReachesTuskReaches(String words) throws Exception {
    Path psql = Path.of("/usr/bin/psql");
    assumeTrue(Files.isExecutable(psql), "psql is not installed");
    int port = primary.address("postgres").port();
    String text =
        words
            .replace("%S", sockets.replace("/", "%2F"))
            .replace("%s", sockets)
            .replace("%p", "" + port)
            .replace("%o", Files.getOwner(primary.dataDirectory()).getName())
            .replace("%%", "%");
    Path services =
        Files.writeString(
            folder.resolve("services"),
            "[tusk]\nhost=%s\nport=%d\nuser=ada\ndbname=postgres\n".formatted(sockets, port));
    Path passwords =
        Files.writeString(
            folder.resolve("passwords"),
            // By the host's name, wherever it is dialled.
            """
            db.invalid:%1$d:*:postgres:%2$s
            127.0.0.1:%1$d:ada:postgres:wrong
            127.0.0.1:%1$d:*:postgres:%2$s
            """
                .formatted(port, primary.address("x").password()));
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> variables =
        Map.of(
            "PGSERVICEFILE",
            services.toString(),
            "PGPASSFILE",
            passwords.toString(),
            "PGHOST",
            sockets,
            "PGPORT",
            "" + port,
            "PGAPPNAME",
            "from the environment",
            "PGOPTIONS",
            "-c geqo=off");
    String question =
        "select concat_ws('|', current_user, current_database(), inet_server_addr() is null,"
            + " current_setting('application_name') like 'Tusk%'"
            + " or current_setting('application_name') in ('from the environment', 'x y'),"
            + " current_setting('geqo'))";
    ProcessBuilder builder =
        new ProcessBuilder(psql.toString(), "-X", "-A", "-t", "-w", "-c", question, text);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().putAll(variables);
    Process process = builder.redirectErrorStream(true).start();
    String expected =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(expected).isZero();
    LocalEnvironment environment = new LocalEnvironment(variables, List.of());
    ConnectionConfig config =
        new ReadConnection(environment, () -> new UUID(5, 6)).read(text).config();
    try (Secret password = Secret.of(primary.address("x").password());
        ConnectionPool pool =
            new PgDatabase(variables)
                .connector()
                .open(config, password, Cancellation.create(), step -> {});
        Session session = Servers.lease(pool)) {
      assertThat(Servers.value(session, question)).isEqualTo(expected);
    }
  }

  @Test
  void tabsSessionBeginsAsTheSettingsSay() {
    String url =
        url(
            at(primary),
            "&search_path=pg_catalog,public&role=ada&timezone=Asia/Tokyo&options=-c%20geqo=off"
                + "&startup_sql=set%20work_mem%20=%20'7MB';create%20temp%20table%20mine()");
    try (ConnectionPool pool = open(config(url));
        Session session = pool.lease("Orders é\n", Cancellation.create())) {
      assertThat(
              Servers.value(
                  session,
                  "select concat_ws('|', current_user, current_setting('search_path'),"
                      + " current_setting('timezone'), current_setting('geqo'),"
                      + " current_setting('work_mem'), to_regclass('mine') is not null,"
                      + " current_setting('application_name'))"))
          .isEqualTo("ada|pg_catalog,public|Asia/Tokyo|off|7MB|t|Tusk - Orders ??");
      assertThat(pool.server().timeZone()).isEqualTo("Asia/Tokyo");
    }
    try (ConnectionPool pool = open(config(url(at(primary), "&application_name=mine")));
        Session session = Servers.lease(pool)) {
      assertThat(Servers.value(session, "show application_name")).isEqualTo("mine");
    }
  }

  @Test
  void startupSqlThatFailsIsNamedAndCostsNoPlace() {
    String url = url(at(primary), "&startup_sql=select%201;selekt%202");
    try (ConnectionPool pool = open(config(url))) {
      for (int round = 0; round < 12; round++) {
        TuskError error =
            catchThrowableOfType(TuskException.class, () -> Servers.lease(pool).close()).error();
        assertThat(error.message()).startsWith("The startup SQL of this connection failed: ");
        assertThat(error.message()).contains("selekt");
      }
      assertThat(pool.status().inUse()).isZero();
    }
  }
}
