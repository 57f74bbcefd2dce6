package dev.tusk.harness.postgres;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A throw-away server of the system's own PostgreSQL (Debian's package), which carries what the
/// embedded ones lack: translated messages, and authentication by PAM, LDAP and Kerberos.
///
/// Locales are made by `localedef` into the server's folder, so that none has to be installed. The
/// caller closes it. Starting takes about 2 s, 1 s more for each locale.
public final class LocalPostgres implements PgServer {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String PASSWORD = "local-postgres";

  private final Path folder;
  private final Path programs;
  private final Path data;
  private final int port;

  private LocalPostgres(Path folder, Path programs, int port) {
    this.folder = folder;
    this.programs = programs;
    this.data = folder.resolve("server").resolve("data");
    this.port = port;
  }

  /// Why it cannot run here; empty when it can.
  public static Optional<String> missing() {
    if (programs().isEmpty()) {
      return Optional.of("no PostgreSQL server is installed in " + VERSIONS);
    }
    if (!Files.isExecutable(Path.of("/usr/bin/localedef"))
        || !Files.exists(Path.of("/usr/share/i18n/locales/de_DE"))) {
      return Optional.of("localedef and the package locales are needed");
    }
    if (isRoot() && !Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
      return Optional.of("setpriv is needed, as the server refuses to run as root");
    }
    return Optional.empty();
  }

  /// Starts a server.
  ///
  /// @param settings lines of its configuration, values unquoted
  /// @param access lines of its `pg_hba.conf`; the superuser must be let in with a password
  /// @param locales for example `de_DE`; each is there as `de_DE.UTF-8`
  public static LocalPostgres start(
      Map<String, String> settings, List<String> access, List<String> locales) {
    try {
      LocalPostgres server = inNewFolder();
      server.initialise(settings, access, locales);
      server.resume();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LocalPostgres inNewFolder() throws IOException {
    Leftovers.sweep();
    Path folder = Leftovers.newFolder();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      port = socket.getLocalPort();
    }
    LocalPostgres server = new LocalPostgres(folder, programs().orElseThrow(), port);
    server.give(Files.createDirectory(server.data.getParent()));
    Files.createDirectory(folder.resolve("locale"));
    return server;
  }

  /// Starts a standby that streams from this server, which must allow it: `wal_level` and
  /// `max_wal_senders`, and an access line for `replication`. The caller closes it.
  public LocalPostgres standby() {
    try {
      LocalPostgres standby = inNewFolder();
      standby.run(
          "pg_basebackup",
          "-D",
          standby.data.toString(),
          "-d",
          "host=127.0.0.1 port=%d user=postgres password=%s".formatted(port, PASSWORD),
          "--write-recovery-conf",
          "--wal-method=stream",
          "--checkpoint=fast",
          "--no-sync");
      // The last line wins.
      Files.writeString(
          standby.data.resolve("postgresql.conf"),
          "\nport = '%d'\n".formatted(standby.port),
          StandardOpenOption.APPEND);
      standby.resume();
      return standby;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes a standby the primary; returns when it takes writes.
  public void promote() {
    run("pg_ctl", "promote", "-s", "-w", "-D", data.toString());
  }

  @Override
  public PgDatabaseAddress address(String database) {
    return new PgDatabaseAddress("127.0.0.1", port, database, "postgres", PASSWORD);
  }

  @Override
  public Path dataDirectory() {
    return data;
  }

  @Override
  public int major() {
    return Integer.parseInt(VERSIONS.relativize(programs).getName(0).toString());
  }

  @Override
  public long pid() {
    try {
      return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    try {
      if (Files.exists(data.resolve("postmaster.pid"))) {
        run("pg_ctl", "stop", "-s", "-w", "-m", "fast", "-D", data.toString());
      }
    } catch (IllegalStateException gone) {
      // It may have ended by itself between our look and the request.
      if (Files.exists(data.resolve("postmaster.pid"))) {
        throw gone;
      }
    }
  }

  @Override
  public void crash() {
    run("pg_ctl", "stop", "-s", "-w", "-m", "immediate", "-D", data.toString());
  }

  @Override
  public void resume() {
    String log = folder.resolve("server").resolve("server.log").toString();
    run("pg_ctl", "start", "-s", "-w", "-D", data.toString(), "-l", log);
  }

  @Override
  public void close() {
    try {
      if (Files.exists(data.resolve("postmaster.pid"))) {
        crash();
      }
    } finally {
      Leftovers.delete(folder);
    }
  }

  private void initialise(Map<String, String> settings, List<String> access, List<String> locales)
      throws IOException {
    Path localeFolder = folder.resolve("locale");
    Path password = folder.resolve("password");
    Files.writeString(password, PASSWORD);
    for (String locale : locales) {
      String target = localeFolder.resolve(locale + ".UTF-8").toString();
      run(List.of("localedef", "--no-archive", "-i", locale, "-f", "UTF-8", target), false);
    }
    give(password);
    run(
        "initdb",
        "-D",
        data.toString(),
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-A",
        "scram-sha-256",
        "--pwfile=" + password,
        "--no-sync");
    Map<String, String> lines = new TreeMap<>();
    lines.put("listen_addresses", "127.0.0.1");
    lines.put("unix_socket_directories", "");
    lines.put("port", Integer.toString(port));
    lines.put("fsync", "off");
    lines.put("wal_level", "minimal");
    lines.put("max_wal_senders", "0");
    lines.putAll(settings);
    StringBuilder text = new StringBuilder(Files.readString(data.resolve("postgresql.conf")));
    lines.forEach((name, value) -> text.append("\n%s = '%s'".formatted(name, value)));
    Files.writeString(data.resolve("postgresql.conf"), text.append('\n'));
    Files.writeString(data.resolve("pg_hba.conf"), String.join("\n", access) + "\n");
  }

  private void give(Path file) {
    if (isRoot()) {
      run(List.of("chown", "postgres:postgres", file.toString()), false);
    }
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command, true);
  }

  private void run(List<String> command, boolean patiently) {
    try {
      // A file, not a pipe: the server would keep a pipe open for ever.
      Path output = Files.createTempFile(folder, "out", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .redirectInput(new File("/dev/null"));
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().put("LOCPATH", folder.resolve("locale").toString());
      if (patiently) {
        // LC_ALL would win over the server's lc_messages in what pg_ctl hands on.
        builder.environment().remove("LC_ALL");
        builder.environment().put("LANG", "C.UTF-8");
      }
      Process process = builder.start();
      boolean ended = process.waitFor(patiently ? 120 : 60, TimeUnit.SECONDS);
      // localedef says 1 when it has warned.
      if (!ended || process.exitValue() > (patiently ? 0 : 1)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            String.join(" ", command)
                + " failed: "
                + Files.readString(output, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(String.join(" ", command) + " was interrupted", e);
    }
  }

  private static Optional<Path> programs() {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (var versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(Path::compareTo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
