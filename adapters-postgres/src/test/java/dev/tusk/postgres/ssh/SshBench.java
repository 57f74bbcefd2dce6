package dev.tusk.postgres.ssh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.harness.ssh.SshKeys;
import dev.tusk.harness.ssh.SshServer;
import dev.tusk.harness.ssh.SshServer.Asks;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A person's home directory, SSH servers, and connections through them.
final class SshBench {
  final Path folder;
  final Path home;
  final SshKeys keys;
  final Path hostKey;
  final Path userKey;
  final Map<String, String> environment = new HashMap<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private int servers;

  /// @param folder exists already
  SshBench(Path folder) throws IOException {
    assumeTrue(SshServer.missing().isEmpty(), () -> SshServer.missing().orElse(""));
    this.folder = folder;
    this.home = Files.createDirectories(folder.resolve("home"));
    this.keys = new SshKeys(Files.createDirectories(folder.resolve("keys")));
    this.hostKey = keys.make("ed25519");
    this.userKey = keys.make("ed25519");
    Files.createDirectories(home.resolve(".ssh"));
    environment.put("HOME", home.toString());
  }

  SshServer server(Asks asks, String... lines) throws IOException {
    return server(List.of(hostKey), asks, lines);
  }

  SshServer server(List<Path> hostKeys, Asks asks, String... lines) throws IOException {
    Path own = Files.createDirectories(folder.resolve("server" + ++servers));
    SshServer server = SshServer.start(own, hostKeys, List.of(userKey), asks, lines);
    opened.push(server);
    return server;
  }

  <C extends AutoCloseable> C closing(C thing) {
    opened.push(thing);
    return thing;
  }

  /// Writes `known_hosts`.
  void knows(String... lines) throws IOException {
    Files.write(home.resolve(".ssh/known_hosts"), List.of(lines));
  }

  /// Makes a server known.
  void knows(SshServer server) throws IOException {
    knows(server.keyName() + " " + SshKeys.publicKey(hostKey));
  }

  /// Writes `~/.ssh/config`.
  void configures(String text) throws IOException {
    Files.writeString(home.resolve(".ssh/config"), text);
  }

  static PgDatabaseAddress database() {
    return PgFixture.shared().address("postgres");
  }

  /// The shared database through `ssh`, with the bench's key.
  ConnectionConfig config(String ssh) {
    return keyless(ssh)
        .withSettings(keyless(ssh).settings().with(Setting.SSH_KEY, userKey.toString()));
  }

  ConnectionConfig keyless(String ssh) {
    ConnectionConfig config = Servers.config(database());
    return config.withSettings(config.settings().with(Setting.SSH, ssh));
  }

  ConnectionPool open(ConnectionConfig config, Person person) {
    ConnectionPool pool =
        new PgDatabase(environment)
            .connector()
            .open(config, Servers.password(database()), Cancellation.create(), person);
    opened.push(pool);
    return pool;
  }

  /// Opens and closes the tunnel alone.
  void tunnel(ConnectionConfig config, Person person) {
    try (Tunnel tunnel = Objects.requireNonNull(Tunnel.of(config, environment))) {
      tunnel.open(person, attempt -> {});
    }
  }

  ConnectionPool openAt(ConnectionConfig config, PgDatabaseAddress address) {
    ConnectionPool pool =
        new PgDatabase(environment)
            .connector()
            .open(config, Servers.password(address), Cancellation.create(), new Person(false));
    opened.push(pool);
    return pool;
  }

  void end() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }
}
