package dev.tusk.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real PgBouncer: its console is not a database, and what it serves is.
@Requirement("FR-011")
class PgBouncerTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static @TempDir Path folder;
  private static Process bouncer;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    Path program =
        Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(program != null, "PgBouncer is not installed");
    try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
      port = free.getLocalPort();
    }
    PgDatabaseAddress server = PgFixture.shared().address("postgres");
    Path users = readable("users.txt", "\"%s\" \"%s\"".formatted(server.user(), server.password()));
    Path configuration =
        readable(
            "pgbouncer.ini",
            """
            [databases]
            * = host=%s port=%d
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = %s
            admin_users = %s
            ignore_startup_parameters = extra_float_digits
            """
                .formatted(server.host(), server.port(), port, users, server.user()));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    bouncer =
        new ProcessBuilder(command(String.valueOf(program), configuration))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(PgBouncerTest::answers);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (bouncer != null) {
      bouncer.destroy();
      assertThat(bouncer.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void itsConsoleIsNamedForWhatItIs() {
    assertThat(catchThrowableOfType(TuskException.class, () -> open("pgbouncer").close()).error())
        .isInstanceOfSatisfying(
            TuskError.Unreachable.class,
            error -> {
              assertThat(error.cause()).isEqualTo(TuskError.Reach.NOT_POSTGRES);
              assertThat(error.message()).contains("console of PgBouncer");
            });
  }

  @Test
  void aDatabaseBehindItIsPostgresql() {
    try (ConnectionPool pool = open("postgres");
        Session session = Servers.lease(pool)) {
      assertThat(pool.server().major()).isEqualTo(PgFixture.shared().major());
      assertThat(Servers.value(session, "select 1")).isEqualTo("1");
    }
  }

  private static ConnectionPool open(String database) {
    PgDatabaseAddress server = PgFixture.shared().address(database);
    ConnectionConfig c = Servers.config(server.through(port));
    ConnectionConfig config =
        new ConnectionConfig(
            c.id(),
            c.name(),
            c.host(),
            port,
            database,
            c.user(),
            SslMode.DISABLE,
            c.stage(),
            false,
            c.options());
    try (Secret password = Servers.password(server)) {
      return Servers.database()
          .connector()
          .open(config, password, Cancellation.create(), step -> {});
    }
  }

  /// PgBouncer refuses to run as root.
  private static List<String> command(String program, Path configuration) {
    String ini = configuration.toString();
    return System.getProperty("user.name").equals("root")
        ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, "-q", ini)
        : List.of(program, "-q", ini);
  }

  private static Path readable(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static boolean answers() {
    try (Socket socket = new Socket(LOOPBACK, port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
