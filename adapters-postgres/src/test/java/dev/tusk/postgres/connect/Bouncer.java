package dev.tusk.postgres.connect;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A real PgBouncer before the shared server. The caller closes it.
final class Bouncer implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final Path folder;
  private final int port;
  private @Nullable Process process;

  private Bouncer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /// Where it is installed; empty when it is not.
  static Optional<Path> program() {
    return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts one.
  ///
  /// @param folder an empty one of its own
  /// @param mode `session` or `transaction`
  static Bouncer start(Path folder, String mode) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
      port = free.getLocalPort();
    }
    PgDatabaseAddress server = PgFixture.shared().address("postgres");
    Bouncer bouncer = new Bouncer(folder, port);
    Path users =
        bouncer.readable("users.txt", "\"%s\" \"%s\"".formatted(server.user(), server.password()));
    var _ =
        bouncer.readable(
            "pgbouncer.ini",
            """
            [databases]
            * = host=%s port=%d
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            pool_mode = %s
            auth_type = scram-sha-256
            auth_file = %s
            admin_users = %s
            ignore_startup_parameters = extra_float_digits
            """
                .formatted(server.host(), server.port(), port, mode, users, server.user()));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    bouncer.resume();
    return bouncer;
  }

  int port() {
    return port;
  }

  /// Starts it again on its port.
  void resume() {
    try {
      process =
          new ProcessBuilder(
                  command(program().orElseThrow().toString(), folder.resolve("pgbouncer.ini")))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(this::answers);
  }

  /// Ends it at once, as a crash would.
  void crash() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !running.isAlive());
    }
  }

  @Override
  public void close() {
    crash();
  }

  /// PgBouncer refuses to run as root.
  private static List<String> command(String program, Path configuration) {
    String ini = configuration.toString();
    return System.getProperty("user.name").equals("root")
        ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, "-q", ini)
        : List.of(program, "-q", ini);
  }

  private Path readable(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private boolean answers() {
    try (Socket socket = new Socket(LOOPBACK, port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
