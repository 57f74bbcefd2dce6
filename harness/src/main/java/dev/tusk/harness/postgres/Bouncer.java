package dev.tusk.harness.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real PgBouncer before a test server. The caller closes it.
public final class Bouncer implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final Path folder;
  private final int port;
  private @Nullable Process process;

  private Bouncer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /// Where it is installed; empty when it is not.
  public static Optional<Path> program() {
    return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts one before the shared server.
  ///
  /// @param folder an empty one of its own
  /// @param mode `session` or `transaction`
  public static Bouncer start(Path folder, String mode) throws IOException {
    return start(folder, mode, PgFixture.shared().address("postgres"));
  }

  /// The same before another server; all of its databases are reached.
  public static Bouncer start(Path folder, String mode, PgDatabaseAddress server)
      throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
      port = free.getLocalPort();
    }
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

  /// Where it listens, on 127.0.0.1.
  public int port() {
    return port;
  }

  /// Starts it again on its port.
  public void resume() {
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
    long start = System.nanoTime();
    while (!answers()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
        throw new IllegalStateException("PgBouncer does not answer on port " + port);
      }
      pause(() -> TimeUnit.MILLISECONDS.sleep(20));
    }
  }

  /// Ends it at once, as a crash would.
  public void crash() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      pause(
          () -> {
            var _ = running.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
          });
      if (running.isAlive()) {
        throw new IllegalStateException("PgBouncer does not end");
      }
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

  private interface Pause {
    void run() throws InterruptedException;
  }

  private static void pause(Pause pause) {
    try {
      pause.run();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Waiting for PgBouncer was interrupted", stop);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(LOOPBACK, port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
