package dev.tusk.harness.ssh;

import dev.tusk.harness.secrets.Canary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// OpenSSH's `sshd` on a loopback port, with an account of its own: `bastion`, which exists in this
/// server only (nss_wrapper, pam_wrapper) and can do nothing but forward. Linux; not thread-safe.
///
/// Starting takes about 50 ms.
public final class SshServer implements AutoCloseable {
  /// The account.
  public static final String USER = "bastion";

  /// Its password.
  public static final String PASSWORD = Canary.fresh().text();

  /// A name for this machine that nobody but these servers knows.
  public static final String BEHIND = "db.internal";

  /// What the second question of [Asks#TWO_QUESTIONS] wants to hear.
  public static final String CODE = "314159";

  private static final Path SSHD = Path.of("/usr/sbin/sshd");
  private static final long READY_MILLIS = 60_000;

  /// How the account's password is asked for.
  public enum Asks {
    /// Keys only.
    NOTHING,
    /// By the method `password`.
    PASSWORD,
    /// By `keyboard-interactive`.
    ONE_QUESTION,
    /// By `keyboard-interactive`, and for a code after it.
    TWO_QUESTIONS
  }

  private final Path folder;
  private final int port;
  private final Asks asks;
  private final List<String> lines;
  private @Nullable Process process;

  private SshServer(Path folder, int port, Asks asks, List<String> lines) {
    this.folder = folder;
    this.port = port;
    this.asks = asks;
    this.lines = lines;
  }

  /// What this machine lacks; empty when nothing.
  public static Optional<String> missing() {
    boolean wrapped =
        Stream.of("libnss_wrapper.so", "libpam_wrapper.so").allMatch(SshServer::isInstalled);
    return Files.isExecutable(SSHD) && Files.isExecutable(Path.of("/usr/bin/ssh")) && wrapped
        ? Optional.empty()
        : Optional.of(
            "sshd is not installed (Debian: apt-get install --no-install-recommends"
                + " openssh-server openssh-client libnss-wrapper libpam-wrapper)");
  }

  private static boolean isInstalled(String library) {
    return library(library) != null;
  }

  private static @Nullable Path library(String name) {
    for (String each : List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu")) {
      Path file = Path.of(each, name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return null;
  }

  /// Starts one.
  ///
  /// @param folder exists already, and is this server's alone
  /// @param hostKeys private keys, without passphrases
  /// @param authorized public keys that the account logs in with
  /// @param lines more lines of `sshd_config`; they win
  public static SshServer start(
      Path folder, List<Path> hostKeys, List<Path> authorized, Asks asks, String... lines)
      throws IOException {
    return start(folder, freePort(), hostKeys, authorized, asks, lines);
  }

  /// The same on a given port.
  public static SshServer start(
      Path folder, int port, List<Path> hostKeys, List<Path> authorized, Asks asks, String... lines)
      throws IOException {
    StringBuilder keys = new StringBuilder();
    for (Path each : authorized) {
      keys.append(SshKeys.publicKey(each)).append('\n');
    }
    Files.writeString(folder.resolve("authorized_keys"), keys);
    List<String> all = new ArrayList<>(List.of(lines));
    hostKeys.forEach(key -> all.add("HostKey " + key));
    SshServer server = new SshServer(folder, port, asks, List.copyOf(all));
    server.resume();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  /// `bastion@127.0.0.1:port`.
  public String address() {
    return USER + "@127.0.0.1:" + port;
  }

  /// As `known_hosts` has it.
  public String keyName() {
    return "[127.0.0.1]:" + port;
  }

  /// What the server has logged so far.
  public String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Changes which keys the account logs in with, from the next login on.
  ///
  /// @param text lines of `authorized_keys`
  public void authorize(String text) throws IOException {
    Files.writeString(folder.resolve("authorized_keys"), text);
  }

  /// Ends it and every connection through it at once.
  public void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      List<ProcessHandle> all = new ArrayList<>(running.descendants().toList());
      running.destroyForcibly().waitFor();
      all.forEach(ProcessHandle::destroyForcibly);
      process = null;
    }
  }

  /// Starts it again on the same port, with the same keys.
  public void resume() throws IOException {
    write();
    ProcessBuilder builder =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", folder.resolve("config").toString())
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.put("NSS_WRAPPER_PASSWD", folder.resolve("passwd").toString());
    environment.put("NSS_WRAPPER_GROUP", folder.resolve("group").toString());
    environment.put("NSS_WRAPPER_SHADOW", folder.resolve("shadow").toString());
    environment.put("NSS_WRAPPER_HOSTS", folder.resolve("hosts").toString());
    environment.put("LD_PRELOAD", "libnss_wrapper.so");
    if (byPam()) {
      environment.put("PAM_WRAPPER", "1");
      environment.put("PAM_WRAPPER_SERVICE_DIR", folder.resolve("pam").toString());
      environment.put("LD_PRELOAD", "libnss_wrapper.so libpam_wrapper.so");
    }
    process = builder.start();
    awaitBanner();
  }

  private boolean byPam() {
    return asks == Asks.ONE_QUESTION || asks == Asks.TWO_QUESTIONS;
  }

  private void awaitBanner() throws IOException {
    long end = System.nanoTime() + READY_MILLIS * 1_000_000;
    while (System.nanoTime() < end) {
      Process running = process;
      if (running == null || !running.isAlive()) {
        break;
      }
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
          InputStream in = socket.getInputStream()) {
        if (in.read() == 'S') {
          return;
        }
      } catch (IOException notYet) {
        // Asked again.
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted", interrupted);
      }
    }
    throw new IOException("sshd did not start: " + log());
  }

  private void write() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Object uid = Files.getAttribute(folder, "unix:uid");
    Object gid = Files.getAttribute(folder, "unix:gid");
    if (uid.equals(0)) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    Files.writeString(
        folder.resolve("passwd"),
        """
        root:x:0:0:root:/root:/bin/sh
        sshd:x:65000:65534::/run/sshd:/usr/sbin/nologin
        %s:x:%s:%s::%s:/bin/false
        """
            .formatted(USER, uid, gid, folder));
    Files.writeString(
        folder.resolve("hosts"), "127.0.0.1 localhost\n127.0.0.1 %s\n".formatted(BEHIND));
    Files.writeString(folder.resolve("group"), "root:x:0:\nnogroup:x:65534:\n");
    String hash = SshKeys.run("openssl", "passwd", "-6", "-salt", "tusk", PASSWORD).strip();
    Files.writeString(folder.resolve("shadow"), "%s:%s:19000:0:99999:7:::\n".formatted(USER, hash));
    Path config = folder.resolve("config");
    // The first value of an option wins.
    Files.write(
        config,
        Stream.concat(
                lines.stream(),
                Stream.of(
                    "Port " + port,
                    "ListenAddress 127.0.0.1",
                    "PidFile none",
                    "StrictModes no",
                    "PermitRootLogin yes",
                    "AllowTcpForwarding yes",
                    "LogLevel VERBOSE",
                    "MaxStartups 100",
                    "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                    "UsePAM " + (byPam() ? "yes" : "no"),
                    "PasswordAuthentication " + (asks == Asks.PASSWORD ? "yes" : "no"),
                    "KbdInteractiveAuthentication " + (byPam() ? "yes" : "no")))
            .toList());
    if (byPam()) {
      writePam();
    }
  }

  private void writePam() throws IOException {
    Path pam = Files.createDirectories(folder.resolve("pam"));
    Path matrix = library("pam_wrapper/pam_matrix.so");
    Path permit = library("security/pam_permit.so");
    Files.writeString(folder.resolve("first"), USER + ":" + PASSWORD + ":sshd\n");
    Files.writeString(folder.resolve("second"), USER + ":" + CODE + ":sshd\n");
    String second =
        asks == Asks.TWO_QUESTIONS
            ? "auth required %s passdb=%s echo\n".formatted(matrix, folder.resolve("second"))
            : "";
    Files.writeString(
        pam.resolve("sshd"),
        "auth required %s passdb=%s\n%saccount required %s\nsession required %s\n"
            .formatted(matrix, folder.resolve("first"), second, permit, permit));
    Files.writeString(pam.resolve("other"), "auth required pam_deny.so\n");
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
