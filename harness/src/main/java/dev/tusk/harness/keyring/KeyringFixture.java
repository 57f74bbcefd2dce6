package dev.tusk.harness.keyring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A session bus of its own whose keyring is in a chosen state; what runs with its environment
/// knows no other. Gone when it is closed. Linux only; not thread-safe.
///
/// The working and the locked ones are GNOME's real keyring; [#freeze] stops it in the middle of
/// whatever it does, as a question to its owner would.
public final class KeyringFixture implements AutoCloseable {
  private static final String SECRETS = "org.freedesktop.secrets";
  private static final List<String> NEEDED = List.of("dbus-daemon", "gnome-keyring-daemon");
  private static final long READY_MILLIS = 60_000;

  private final Path home;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private String address = "";
  private Path socketFolder = Path.of("");
  private long daemon;

  private KeyringFixture(Path home) {
    this.home = home;
  }

  /// What this machine lacks to make the states; empty when nothing.
  public static Optional<String> missing() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String program : NEEDED) {
      if (List.of(path.split(":", -1)).stream()
          .noneMatch(each -> Files.isExecutable(Path.of(each, program)))) {
        return Optional.of(
            program
                + " is not installed (Debian: apt-get install --no-install-recommends"
                + " gnome-keyring dbus-x11)");
      }
    }
    return Optional.empty();
  }

  /// Makes the state.
  ///
  /// @param home the home directory of what runs in it; a keyring that was made there earlier is
  ///     found again
  public static KeyringFixture start(KeyringState state, Path home) throws IOException {
    KeyringFixture fixture = new KeyringFixture(home);
    try {
      fixture.make(state);
      return fixture;
    } catch (IOException | RuntimeException failure) {
      fixture.close();
      throw failure;
    }
  }

  private void make(KeyringState state) throws IOException {
    Files.createDirectories(home.resolve("run"));
    socketFolder = Files.createTempDirectory("tusk-bus-");
    parts.push(this::deleteSockets);
    switch (state) {
      case NO_DBUS -> {}
      case BOGUS_BUS -> address = "unix:path=" + socketFolder.resolve("nothing");
      case MUTE_BUS -> {
        Path socket = socketFolder.resolve("mute");
        ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        mute.bind(UnixDomainSocketAddress.of(socket));
        parts.push(mute);
        address = "unix:path=" + socket;
      }
      case NO_SERVICE -> bus("");
      case DENIED -> {
        bus("<deny send_destination=\"" + SECRETS + "\"/>");
        keyring("pw");
      }
      case NO_COLLECTION -> {
        bus("");
        keyring("");
      }
      case LOCKED -> {
        bus("");
        // Makes a collection with a password, then serves it without anybody giving one.
        keyring("pw");
        kill();
        keyring("");
      }
      case HANG -> {
        bus("");
        fake(false);
      }
      case DIES_MID_CALL -> {
        bus("");
        fake(true);
      }
      case OK -> {
        bus("");
        keyring("pw");
      }
    }
  }

  /// Gives a process this session instead of the machine's own.
  public void applyTo(ProcessBuilder builder) {
    Map<String, String> environment = builder.environment();
    environment.put("HOME", home.toString());
    environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
    environment.put("XDG_DATA_HOME", home.resolve("data").toString());
    environment.put("XDG_CACHE_HOME", home.resolve("cache").toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    for (String name :
        List.of("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "TUSK_KEYRING")) {
      environment.remove(name);
    }
    if (!address.isEmpty()) {
      environment.put("DBUS_SESSION_BUS_ADDRESS", address);
    }
  }

  /// Stops the real keyring wherever it is, as one that waits for a person.
  public void freeze() throws IOException {
    signal("STOP");
  }

  /// Lets it go on.
  public void thaw() throws IOException {
    signal("CONT");
  }

  /// Ends the real keyring at once.
  public void kill() throws IOException {
    signal("KILL");
    awaitOwner(false);
  }

  /// Starts the real keyring (again), unlocked.
  public void unlock() throws IOException {
    keyring("pw");
  }

  private void bus(String policy) throws IOException {
    Path configuration = socketFolder.resolve("bus.conf");
    Files.writeString(
        configuration,
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\""
            + " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig>"
            + "<type>session</type><listen>unix:path="
            + socketFolder.resolve("bus")
            + "</listen><auth>EXTERNAL</auth><policy context=\"default\">"
            + "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/>"
            + "<allow own=\"*\"/>"
            + policy
            + "</policy></busconfig>");
    ProcessBuilder builder =
        new ProcessBuilder(
            "dbus-daemon", "--config-file=" + configuration, "--nofork", "--print-address=1");
    applyTo(builder);
    builder.redirectError(home.resolve("bus-errors.txt").toFile());
    Process daemonProcess = builder.start();
    parts.push(() -> end(daemonProcess));
    String line = daemonProcess.inputReader(StandardCharsets.UTF_8).readLine();
    if (line == null) {
      throw new IOException(
          "No bus: " + Files.readString(home.resolve("bus-errors.txt"), StandardCharsets.UTF_8));
    }
    address = line.strip();
  }

  /// @param password unlocks the login collection, made when missing; empty for none
  private void keyring(String password) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("gnome-keyring-daemon", "--foreground", "--components=secrets"));
    if (!password.isEmpty()) {
      command.add("--unlock");
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    applyTo(builder);
    builder.redirectOutput(home.resolve("keyring-errors.txt").toFile());
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(password.getBytes(StandardCharsets.US_ASCII));
    }
    parts.push(() -> end(process));
    daemon = process.pid();
    awaitOwner(true);
  }

  private void fake(boolean dies) throws IOException {
    BusLink link = BusLink.connect(address);
    parts.push(link);
    link.own(SECRETS);
    Thread service =
        new Thread(
            () -> {
              try {
                do {
                  link.awaitCall();
                } while (!dies);
                link.close();
              } catch (IOException over) {
                // The fixture was closed.
                return;
              }
            },
            "fake keyring");
    service.setDaemon(true);
    service.start();
  }

  private void awaitOwner(boolean wanted) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MILLIS);
    try (BusLink link = BusLink.connect(address)) {
      while (link.hasOwner(SECRETS) != wanted) {
        if (System.nanoTime() > deadline) {
          throw new IOException(
              "The keyring did not " + (wanted ? "come" : "go") + " on " + address);
        }
        Thread.sleep(10);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private void signal(String name) throws IOException {
    finish(new ProcessBuilder("kill", "-" + name, Long.toString(daemon)).start());
  }

  private static void finish(Process process) throws IOException {
    try {
      if (!process.waitFor(READY_MILLIS, TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
        throw new IOException(process.info().command() + " failed");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static void end(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void deleteSockets() throws IOException {
    try (var files = Files.newDirectoryStream(socketFolder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(socketFolder);
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    }
  }
}
