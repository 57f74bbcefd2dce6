package dev.tusk.demo;

import dev.tusk.demo.ServerPrograms.StopMode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A PostgreSQL server of our own on the loopback address, shared by every Tusk that uses the same
/// folder: the first starts it, later ones join it, the last stops it. Its data stays.
///
/// In the folder: `connection` (mode 0600: port, user, the password of this start), `server/data`,
/// `server/server.log`, and the lock files. What a killed Tusk left running is taken over.
///
/// Thread-safe. The caller closes it, also from a shutdown hook.
public final class EmbeddedServer implements AutoCloseable {
  /// How this process came to its server.
  public enum Origin {
    /// This process started it.
    STARTED,
    /// A Tusk that was killed had left it running.
    ADOPTED,
    /// Another user of it was there already.
    JOINED
  }

  private static final Logger LOG = System.getLogger(EmbeddedServer.class.getName());
  private static final String HOST = "127.0.0.1";
  private static final String SUPERUSER = "postgres";
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int PASSWORD_LENGTH = 32;
  private static final int PORT_TRIES = 5;
  private static final long LOG_LIMIT = 8L << 20;
  private static final long ROOM_DURABLE = 700L << 20;
  private static final long ROOM_THROWAWAY = 150L << 20;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final Path folder;
  private final Path data;
  private final Path log;
  private final ServerPrograms programs;
  private final ServerOptions options;
  private final Consumer<String> progress;
  private final Tenancy tenancy;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile ServerState state = new ServerState(0, SUPERUSER, "", "", 0);
  private volatile Origin origin = Origin.STARTED;

  private EmbeddedServer(
      Path folder, ServerPrograms programs, ServerOptions options, Consumer<String> progress)
      throws IOException {
    this.folder = folder;
    this.data = folder.resolve("server").resolve("data");
    this.log = folder.resolve("server").resolve("server.log");
    this.programs = programs;
    this.options = options;
    this.progress = progress;
    this.tenancy = Tenancy.of(folder);
  }

  /// Starts the sample server, or joins it where it runs already. Blocks: about 3 s at the first
  /// start, which unpacks the programs, and well under a second later.
  ///
  /// @param folder holds all of the server; made when missing
  /// @param binariesCache where unpacked programs are kept; made when missing
  /// @param progress told in a few words what is being done, on the calling thread
  /// @throws DemoException when the server cannot run; its message says what to do
  public static EmbeddedServer startOrJoin(
      Path folder, Path binariesCache, Consumer<String> progress) {
    return startOrJoin(
        ServerBinaries.onClassPath(), folder, binariesCache, ServerOptions.sample(), progress);
  }

  /// The same with chosen programs and options; the options of a server that runs already stand.
  public static EmbeddedServer startOrJoin(
      ServerBinaries binaries,
      Path folder,
      Path binariesCache,
      ServerOptions options,
      Consumer<String> progress) {
    Path home = binaries.unpack(binariesCache.toAbsolutePath(), progress);
    try {
      Files.createDirectories(folder);
      Path real = folder.toRealPath();
      Path probe = Files.createTempFile(real, "user", ".tmp");
      ServerUser user;
      try {
        user = ServerUser.of(probe, options.namespaceRefused());
      } finally {
        Files.delete(probe);
      }
      Files.setPosixFilePermissions(
          real, PosixFilePermissions.fromString(user.isOther() ? "rwx--x--x" : "rwx------"));
      user.checkReach(real);
      user.checkReach(home);
      var server = new EmbeddedServer(real, new ServerPrograms(home, user), options, progress);
      server.tenancy.alone(
          () -> {
            server.enter();
            return null;
          });
      return server;
    } catch (IOException e) {
      throw DemoException.of("run the sample server", folder, e);
    }
  }

  /// The address, always loopback.
  public String host() {
    return HOST;
  }

  /// The TCP port.
  public int port() {
    return state.port();
  }

  /// The superuser's name.
  public String user() {
    return state.user();
  }

  /// The superuser's password since the server's last start; the caller owns and wipes the copy.
  public char[] password() {
    return state.password().toCharArray();
  }

  /// The full server version, such as `18.6`.
  public String version() {
    return state.version();
  }

  /// The major server version, such as 18.
  public int majorVersion() {
    return ServerPrograms.major(state.version());
  }

  /// How this process came to the server.
  public Origin origin() {
    return origin;
  }

  /// Whether the server ran already, for another user or left by one.
  public boolean joined() {
    return origin != Origin.STARTED;
  }

  /// The postmaster's process id.
  public long pid() {
    return state.pid();
  }

  /// The file with port, user and password, readable by its owner only.
  public Path connectionFile() {
    return folder.resolve("connection");
  }

  /// The server's log, appended to; one over 8 MB is begun anew at a start.
  public Path logFile() {
    return log;
  }

  /// The server's data directory.
  public Path dataDirectory() {
    return data;
  }

  /// Stops the server under the feet of its users, for tests; [#resume] brings it back.
  ///
  /// @param crash as if it had been killed: the next start recovers
  public void halt(boolean crash) {
    locked(() -> stop(crash ? StopMode.IMMEDIATE : StopMode.FAST));
  }

  /// Starts a halted server again on the same port with the same password, for tests.
  public void resume() {
    locked(
        () -> {
          if (PostmasterFile.livingServer(data).isEmpty()) {
            launch(state.password(), state.port());
          }
        });
  }

  /// Stops the server when nobody else uses it; later calls do nothing. Takes about 0.1 s.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      locked(
          () -> {
            if (tenancy.leave()) {
              stop(StopMode.FAST);
              Files.deleteIfExists(connectionFile());
            }
          });
    } catch (DemoException e) {
      LOG.log(Level.WARNING, "The sample server was not stopped: " + e.getMessage(), e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void locked(Work work) {
    try {
      tenancy.alone(
          () -> {
            work.run();
            return null;
          });
    } catch (IOException e) {
      throw DemoException.of("run the sample server", folder, e);
    }
  }

  private void enter() throws IOException {
    boolean first = tenancy.enter();
    boolean entered = false;
    try {
      Optional<ServerState> running = findRunning(first);
      if (running.isPresent()) {
        state = running.get();
        origin = first ? Origin.ADOPTED : Origin.JOINED;
        progress.accept(
            first
                ? "Using the PostgreSQL server that an ended Tusk left running"
                : "Joining the running PostgreSQL server");
      } else {
        prepareData();
        String password = newPassword(options.passwordPrefix());
        progress.accept("Starting PostgreSQL " + programs.version());
        // The last start's settings may be what kept it from starting.
        Files.deleteIfExists(data.resolve("tusk.conf"));
        programs.setPassword(data, SUPERUSER, password);
        launch(password, options.port());
      }
      entered = true;
    } finally {
      if (!entered) {
        tenancy.leave();
      }
    }
  }

  /// The server that runs on our data and can be used; one that cannot is stopped.
  private Optional<ServerState> findRunning(boolean first) throws IOException {
    OptionalLong pid = PostmasterFile.livingServer(data);
    if (pid.isEmpty()) {
      return Optional.empty();
    }
    Optional<ServerState> known =
        ServerState.read(connectionFile())
            .filter(s -> s.pid() == pid.getAsLong() && answers(s.port()));
    if (known.isPresent() && (!first || known.get().version().equals(programs.version()))) {
      return known;
    }
    progress.accept("Stopping a PostgreSQL server that an ended Tusk left running");
    stop(StopMode.FAST);
    return Optional.empty();
  }

  private void prepareData() throws IOException {
    Path parent = folder.resolve("server");
    Files.createDirectories(parent);
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));
    programs.user().own(parent);
    Path versionFile = data.resolve("PG_VERSION");
    if (Files.exists(versionFile)) {
      String found = Files.readString(versionFile).strip();
      if (found.equals(Integer.toString(ServerPrograms.major(programs.version())))) {
        return;
      }
      Path aside = parent.resolve("data-" + found);
      for (int n = 2; Files.exists(aside); n++) {
        aside = parent.resolve("data-" + found + "-" + n);
      }
      Files.move(data, aside);
      progress.accept(
          "The data is of PostgreSQL " + found + ": moved to " + aside + ", beginning anew");
    } else if (Files.exists(data)) {
      throw new DemoException(
          data + " is not a PostgreSQL data directory; move it away and start again.");
    }
    long room = options.durable() ? ROOM_DURABLE : ROOM_THROWAWAY;
    if (Files.getFileStore(parent).getUsableSpace() < room) {
      throw new IOException("No space left on device");
    }
    progress.accept("Preparing the data directory");
    programs.initialise(data, SUPERUSER, options.durable());
    programs.user().own(parent);
  }

  private void launch(String password, int wantedPort) throws IOException {
    write("pg_hba.conf", String.join("\n", options.access()) + "\n");
    for (int attempt = 1; ; attempt++) {
      int port = wantedPort == 0 ? freePort() : wantedPort;
      write("tusk.conf", options.configuration(port));
      long before = logLength();
      Shell.Outcome outcome = programs.start(data, log);
      OptionalLong pid = PostmasterFile.livingServer(data);
      if (outcome.exit() == 0 && pid.isPresent()) {
        state = new ServerState(port, SUPERUSER, password, programs.version(), pid.getAsLong());
        state.write(connectionFile());
        return;
      }
      String said = logSince(before);
      // Somebody may take the port between our look and the server's bind.
      boolean taken = said.contains("could not bind") || said.contains("could not create any TCP");
      if (!taken || attempt == PORT_TRIES) {
        throw new DemoException(
            taken
                ? "Port " + port + " on " + HOST + " is taken by another program; try again."
                : "PostgreSQL did not start: "
                    + ServerPrograms.oneLine(said.isEmpty() ? outcome.output() : said)
                    + " (log: "
                    + log
                    + ").");
      }
    }
  }

  private void stop(StopMode mode) throws IOException {
    OptionalLong pid = PostmasterFile.livingServer(data);
    if (pid.isEmpty()
        || programs.stop(data, mode, STOP_LIMIT)
        || programs.stop(data, StopMode.IMMEDIATE, STOP_LIMIT)) {
      return;
    }
    // Its owner may be another one than we can be now; root may still end it.
    ProcessHandle.of(pid.getAsLong()).ifPresent(ProcessHandle::destroyForcibly);
    if (PostmasterFile.livingServer(data).isPresent()) {
      throw new DemoException(
          "The PostgreSQL server with process id " + pid.getAsLong() + " does not stop; end it.");
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = data.resolve(name);
    Files.writeString(file, text, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    programs.user().ownFile(file);
  }

  private long logLength() throws IOException {
    if (!Files.exists(log)) {
      return 0;
    }
    if (options.durable() && Files.size(log) > LOG_LIMIT) {
      Files.delete(log);
      return 0;
    }
    return Files.size(log);
  }

  private String logSince(long offset) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    byte[] all = Files.readAllBytes(log);
    int from = (int) Math.min(offset, all.length);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(loopback(), port), 2_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// The server listens on IPv4 only, and the JDK's own loopback address may be `::1`.
  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
  }

  private static String newPassword(String prefix) {
    var random = new SecureRandom();
    var password = new StringBuilder(prefix);
    while (password.length() < PASSWORD_LENGTH) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
