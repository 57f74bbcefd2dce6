package dev.tusk.postgres.error;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static dev.tusk.postgres.error.Impostor.error;
import static dev.tusk.postgres.error.Impostor.message;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.SslMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Faults that are met before a session is there: no server, another program, a sick or full one.
final class ConnectFaults {
  private ConnectFaults() {}

  static Map<String, Provocation> all() {
    Map<String, Provocation> faults = new LinkedHashMap<>();
    faults.put("connection refused", bench -> bench.connect(FaultBench.at(closedPort())));
    faults.put(
        "host unknown",
        bench ->
            bench.connect(
                FaultBench.config(
                    "no-such-host.invalid", 5432, "faults", "f_scram", SslMode.PREFER)));
    play(faults, "mute", SslMode.PREFER, peer -> Thread.sleep(Duration.ofSeconds(20)));
    play(
        faults,
        "mute after the answer for TLS",
        SslMode.PREFER,
        peer -> {
          peer.request();
          peer.send(new byte[] {'S'});
        });
    play(
        faults,
        "mute in SCRAM",
        SslMode.DISABLE,
        peer -> {
          peer.startup();
          peer.send(message('R', 10, "SCRAM-SHA-256\0\0"));
        });
    play(
        faults,
        "slow drip",
        SslMode.DISABLE,
        peer -> {
          peer.startup();
          for (byte each : message('R', 10, "SCRAM-SHA-256\0\0")) {
            peer.send(new byte[] {each});
            Thread.sleep(300);
          }
        });
    play(faults, "reset at once", SslMode.PREFER, Impostor.Peer::reset);
    play(
        faults,
        "reset after the request for TLS",
        SslMode.REQUIRE,
        peer -> {
          peer.request();
          peer.reset();
        });
    play(
        faults,
        "reset after the startup message",
        SslMode.DISABLE,
        peer -> {
          peer.startup();
          peer.reset();
        });
    play(
        faults,
        "reset in SCRAM",
        SslMode.DISABLE,
        peer -> {
          peer.startup();
          peer.scram(4096, false);
          peer.reset();
        });
    play(
        faults,
        "reset after the login",
        SslMode.DISABLE,
        peer -> {
          peer.startup();
          peer.send(Impostor.OK);
          peer.reset();
        });
    play(
        faults,
        "end of stream after the startup message",
        SslMode.DISABLE,
        peer -> {
          peer.startup();
          peer.socket().close();
        });
    play(
        faults,
        "HTTP server",
        SslMode.PREFER,
        peer -> peer.send(bytes("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")));
    play(
        faults,
        "HTTP server without TLS asked for",
        SslMode.DISABLE,
        peer -> peer.send(bytes("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")));
    play(
        faults,
        "MySQL greeting",
        SslMode.PREFER,
        peer -> peer.send(bytes("J\0\0\0\n8.0.36\0\b\0\0\0abcdefgh\0caching_sha2_password\0")));
    play(
        faults,
        "SSH banner",
        SslMode.PREFER,
        peer -> {
          peer.send(bytes("SSH-2.0-OpenSSH_9.2\r\n"));
          // The request for TLS, and then more than a line should have.
          peer.in().skipNBytes(9);
          peer.send(bytes("Invalid SSH identification string.\r\n"));
        });
    play(faults, "Redis", SslMode.DISABLE, peer -> peer.send(bytes("-ERR unknown command\r\n")));
    play(
        faults,
        "protocol garbage",
        SslMode.DISABLE,
        peer -> {
          peer.startup();
          peer.send(new byte[] {(byte) 0xf3, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7, 1, 2, 3});
        });
    play(
        faults,
        "starting up, by a script",
        SslMode.DISABLE,
        peer -> {
          peer.startup();
          peer.send(error("FATAL", "57P03", "the database system is starting up"));
          peer.socket().close();
        });
    play(
        faults,
        "error before the encoding is known",
        SslMode.DISABLE,
        peer -> {
          peer.startup();
          peer.send(latin1());
          peer.socket().close();
        });
    faults.put(
        "unknown database at connect",
        bench -> {
          ConnectionConfig config = bench.config("f_scram");
          return bench.connect(like(config).database("no_such_database").build());
        });
    faults.put(
        "database that allows no connections",
        bench -> {
          bench.server.execute("alter database closed allow_connections false");
          return bench.connect(like(bench.config("f_scram")).database("closed").build());
        });
    faults.put(
        "no right to connect",
        bench -> {
          bench.server.execute("revoke connect on database private from public");
          return bench.connect(like(bench.config("f_scram")).database("private").build());
        });
    faults.put(
        "bad PGOPTIONS",
        bench ->
            bench.connect(
                bench.config("f_scram"),
                FaultBench.PASSWORD,
                Map.of("PGOPTIONS", "-c no_such_setting=1")));
    faults.put("limit of the role", bench -> bench.connect(bench.config("f_few")));
    faults.put("all connections taken", ConnectFaults::full);
    faults.put("shutting down", ConnectFaults::shuttingDown);
    return faults;
  }

  private static void play(
      Map<String, Provocation> faults, String name, SslMode mode, Impostor.Script script) {
    faults.put(
        name,
        bench -> {
          try (Impostor impostor = new Impostor(script)) {
            return bench.connect(FaultBench.at(impostor.port(), mode));
          }
        });
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] latin1() {
    String body = "SFATAL\0VFATAL\0C3D000\0MDatenbank »größe« existiert nicht\0\0";
    byte[] text = body.getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = java.util.Arrays.copyOf(message('E', "x".repeat(text.length)), 5 + text.length);
    System.arraycopy(text, 0, whole, 5, text.length);
    return whole;
  }

  private static Captured full(FaultBench bench) throws SQLException {
    List<Connection> taken = new ArrayList<>();
    try {
      String url = bench.server.address("faults").url();
      for (int i = 0; i < FaultServer.LIMIT; i++) {
        try {
          taken.add(DriverManager.getConnection(url, "f_scram", FaultBench.PASSWORD));
        } catch (SQLException full) {
          break;
        }
      }
      return bench.connect(bench.config("f_scram"));
    } finally {
      for (Connection each : taken) {
        each.close();
      }
    }
  }

  /// A smart shutdown waits for the sessions there are and declines new ones.
  private static Captured shuttingDown(FaultBench bench) throws SQLException, InterruptedException {
    bench.forgetPool();
    Captured captured;
    String url = bench.server.address("faults").url();
    try (Connection last = DriverManager.getConnection(url, "f_scram", FaultBench.PASSWORD)) {
      var _ = ProcessHandle.of(bench.server.pid()).map(ProcessHandle::destroy);
      awaitRefusal(url);
      captured = bench.connect(bench.config("f_scram"));
      if (!last.isValid(2)) {
        throw new AssertionError("The session ended before its time");
      }
    }
    bench.server.stop();
    bench.server.resume();
    return captured;
  }

  private static void awaitRefusal(String url) throws InterruptedException {
    try {
      while (true) {
        DriverManager.getConnection(url, "f_scram", FaultBench.PASSWORD).close();
        Thread.sleep(10);
      }
    } catch (SQLException refused) {
      // The signal has reached the server.
      return;
    }
  }
}
