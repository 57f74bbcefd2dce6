package dev.tusk.harness.postgres;

import dev.tusk.demo.EmbeddedServer;
import dev.tusk.demo.ServerBinaries;
import dev.tusk.demo.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// A real server for tests, in a temporary folder of its own; everything of it is gone when it is
/// closed or the JVM ends. What a killed JVM left behind is removed by the next fixture.
///
/// Thread-safe. Starting takes about 1 s, a new database 30 ms.
public final class PgFixture implements PgServer {
  /// The newest major version, which is also the demo's.
  public static final int NEWEST = 18;

  private static final Map<Integer, PgFixture> SHARED = new TreeMap<>();

  private final Path folder;
  private final EmbeddedServer server;
  private final Thread hook;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PgFixture(Path folder, EmbeddedServer server) {
    this.folder = folder;
    this.server = server;
    this.hook = new Thread(this::end, "end of PostgreSQL " + server.version());
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// The major version of every server that a test does not name one for: that of the system
  /// property `tusk.pg.major`, or the newest.
  public static int usual() {
    return Integer.getInteger("tusk.pg.major", NEWEST);
  }

  /// The server that all tests of this JVM share, of the [#usual] version. It lets in with a
  /// password; nobody closes it.
  public static PgFixture shared() {
    return shared(usual());
  }

  /// The shared server of one major version.
  public static PgFixture shared(int major) {
    synchronized (SHARED) {
      return SHARED.computeIfAbsent(major, m -> start(m, ServerOptions.throwaway()));
    }
  }

  /// Starts a server of the [#usual] version for one test; the caller closes it.
  public static PgFixture start() {
    return start(ServerOptions.throwaway());
  }

  /// Starts a server of the [#usual] version for one test; the caller closes it.
  ///
  /// @param options mostly [ServerOptions#throwaway] with settings such as `log_statement`
  public static PgFixture start(ServerOptions options) {
    return start(usual(), options);
  }

  /// Starts a server for one test; the caller closes it.
  ///
  /// @param major one of [#majors]
  /// @param options mostly [ServerOptions#throwaway] with settings such as `log_statement`
  public static PgFixture start(int major, ServerOptions options) {
    Path home = buildFolder();
    try {
      Leftovers.sweep();
      Path folder = Leftovers.newFolder();
      ServerBinaries binaries =
          major == NEWEST
              ? ServerBinaries.onClassPath()
              : ServerBinaries.in(home.resolve(major + ".jar"));
      return new PgFixture(
          folder,
          EmbeddedServer.startOrJoin(
              binaries, folder, home.resolve("unpacked"), options, line -> {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The major versions that this build can start, oldest first: 14 and 18, and with
  /// `-Dpg.majors=all` those between.
  public static List<Integer> majors() {
    var majors = new ArrayList<Integer>();
    for (int major = 14; major < NEWEST; major++) {
      if (Files.exists(buildFolder().resolve(major + ".jar"))) {
        majors.add(major);
      }
    }
    majors.add(NEWEST);
    return List.copyOf(majors);
  }

  /// A new, empty database with a name of its own, reached as the superuser.
  public PgDatabaseAddress newDatabase() {
    String name = "t_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    execute("create database " + name);
    return address(name);
  }

  @Override
  public PgDatabaseAddress address(String database) {
    return new PgDatabaseAddress(
        server.host(), server.port(), database, server.user(), new String(server.password()));
  }

  /// The server's log; `log_statement` and its like are options of the start.
  public Path logFile() {
    return server.logFile();
  }

  /// The text of the server's log so far.
  public String log() {
    try {
      return Files.readString(logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path dataDirectory() {
    return server.dataDirectory();
  }

  @Override
  public int major() {
    return server.majorVersion();
  }

  @Override
  public long pid() {
    return server.pid();
  }

  @Override
  public void stop() {
    server.halt(false);
  }

  @Override
  public void crash() {
    server.halt(true);
  }

  @Override
  public void resume() {
    server.resume();
  }

  /// Stops the server and starts it again on the same port.
  public void restart() {
    stop();
    resume();
  }

  @Override
  public void close() {
    if (!closed.get()) {
      Runtime.getRuntime().removeShutdownHook(hook);
      end();
    }
  }

  private void end() {
    if (closed.compareAndSet(false, true)) {
      server.close();
      Leftovers.delete(folder);
    }
  }

  /// Where the build put the servers' artifacts: `pg` beside the classes or the jar of this module.
  private static Path buildFolder() {
    try {
      Path code =
          Path.of(PgFixture.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return code.resolveSibling("pg");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The classes of the harness are in no folder", e);
    }
  }
}
