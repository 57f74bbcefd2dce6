package dev.tusk.postgres.connect;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.ConnectionSettings;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.net.FaultProxy.Direction;
import dev.tusk.harness.net.Recording;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.Driver;

/// What was asked for is what reaches the server, byte for byte, and nothing else does.
@Requirement("FR-012")
class OnTheWireTest {
  private static final int SSL_REQUEST = 80_877_103;
  private static final int PROTOCOL_3 = 3 << 16;

  /// Names that mean something to URLs, to libpq, to shells or to SQL.
  private static final List<String> NAMES =
      List.of(
          "two words",
          " leading",
          "it's",
          "say \"hi\"",
          "a=b",
          "dbname=x host=evil.example port=1 user=mallory",
          "x?user=mallory&password=stolen&ssl=false",
          "x?socketFactory=dev.tusk.postgres.connect.OnTheWireTest$Canary",
          "x&options=-c%20search_path=evil",
          "slash/and\\back",
          "100%",
          "per%20cent%3F",
          "plus+sign",
          "emoji 😀 and é",
          "-f",
          "$(id);`id`",
          "a,b",
          "postgresql://u:p@h/d");

  /// Loaded by nobody, if names are only names.
  public static final class Canary extends SocketFactory {
    static final AtomicBoolean SUNG = new AtomicBoolean();

    public Canary() {
      SUNG.set(true);
    }

    @Override
    public Socket createSocket() {
      SUNG.set(true);
      return new Socket();
    }

    @Override
    public Socket createSocket(String host, int port) {
      return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      return createSocket();
    }
  }

  private final PgFixture server = PgFixture.shared();
  private final FaultProxy proxy;

  OnTheWireTest() throws IOException {
    PgDatabaseAddress address = server.address("postgres");
    proxy = new FaultProxy(address.host(), address.port());
  }

  @AfterEach
  void close() {
    proxy.close();
    Canary.SUNG.set(false);
  }

  @Test
  void everyNameReachesTheServerAsItIs() {
    int exact = 0;
    String before = "\"on the wire\"";
    server.execute(
        "create role " + before + " login password 'secret'",
        "create database " + before + " owner " + before);
    try {
      for (String name : NAMES) {
        // Renaming is quicker than making a database for each.
        String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
        server.execute(
            "alter database " + before + " rename to " + quoted,
            "alter role " + before + " rename to " + quoted);
        before = quoted;
        assertReaches(name);
        exact++;
      }
    } finally {
      server.execute("drop database " + before + " with (force)", "drop role " + before);
    }
    Figure.exactly("names_exact_on_the_wire", exact, NAMES.size());
    assertThat(Canary.SUNG).as("a class named by a database was loaded").isFalse();
  }

  private void assertReaches(String name) {
    Recording recording = proxy.record();
    int number = proxy.accepted() + 1;
    ConnectionConfig config = config(name, name, SslMode.DISABLE);
    try (Secret password = Secret.of("secret");
        ConnectionPool pool = open(config, password);
        Session session = Servers.lease(pool)) {
      assertThat(pool.server().database()).isEqualTo(name);
      assertThat(pool.server().user()).isEqualTo(name);
      assertThat(Servers.value(session, "select current_database() || '|' || session_user"))
          .isEqualTo(name + "|" + name);
      assertThat(Servers.value(session, "show application_name")).isEqualTo("Tusk - a test");
      assertThat(Servers.value(session, "show search_path")).isEqualTo("\"$user\", public");
    }
    Map<String, String> startup = startup(recording.bytes(number, Direction.UP));
    assertThat(startup)
        .containsEntry("database", name)
        .containsEntry("user", name)
        .containsEntry("application_name", "Tusk");
    assertThat(startup.keySet())
        .containsExactlyInAnyOrder(
            "user", "database", "client_encoding", "DateStyle", "application_name");
  }

  /// The twin: in a URL the same name is a property, and its class is loaded.
  @Test
  void theSameNameInAUrlLoadsAClass() {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    assertThat(
            catchThrowableOfType(
                Exception.class,
                () -> {
                  try (var connection =
                      new Driver()
                          .connect(
                              "jdbc:postgresql://127.0.0.1:"
                                  + proxy.port()
                                  + "/x?socketFactory="
                                  + Canary.class.getName(),
                              properties)) {
                    throw new IllegalStateException("connected: " + connection);
                  }
                }))
        .isNotNull();
    assertThat(Canary.SUNG).isTrue();
  }

  @Test
  void aHostIsOneNameWhateverItContains() {
    for (String host :
        List.of(
            "127.0.0.1/postgres?socketFactory=" + Canary.class.getName(),
            "no.invalid,127.0.0.1",
            "u:p@127.0.0.1",
            "127.0.0.1:1")) {
      ConnectionConfig known = config("postgres", "postgres", SslMode.DISABLE);
      ConnectionConfig config =
          like(known)
              .host(host)
              .database("postgres")
              .user("postgres")
              .sslMode(SslMode.DISABLE)
              .build();
      assertThat(failure(config))
          .isInstanceOfSatisfying(
              TuskError.Unreachable.class, error -> assertThat(error.host()).isEqualTo(host));
    }
    assertThat(proxy.accepted()).isZero();
    assertThat(Canary.SUNG).isFalse();
  }

  @ParameterizedTest
  @EnumSource(SslMode.class)
  void theTlsModeDecidesTheFirstBytes(SslMode mode) {
    Recording recording = proxy.record();
    ConnectionConfig config = config("postgres", "postgres", mode);
    boolean strict =
        switch (mode) {
          case DISABLE, ALLOW, PREFER -> false;
          case REQUIRE, VERIFY_CA, VERIFY_FULL -> true;
        };
    if (strict) {
      // The server has no TLS and says so.
      assertThat(failure(config))
          .isInstanceOfSatisfying(
              TuskError.TlsFailed.class,
              error -> assertThat(error.cause()).isEqualTo(TuskError.Tls.NOT_OFFERED));
      assertThat(recording.bytes(0, Direction.UP))
          .as("after the refusal neither name nor password is sent")
          .hasSize(8);
    } else {
      try (Secret password = Servers.password(server.address("postgres"));
          ConnectionPool pool = open(config, password)) {
        assertThat(pool.server().tls()).isNull();
      }
    }
    int first = ByteBuffer.wrap(recording.bytes(1, Direction.UP)).getInt(4);
    boolean asks = strict || mode == SslMode.PREFER;
    assertThat(first).isEqualTo(asks ? SSL_REQUEST : PROTOCOL_3);
  }

  @Test
  void thePasswordNeverGoesOverTheWire() {
    Recording recording = proxy.record();
    PgDatabaseAddress address = server.address("postgres");
    try (Secret password = Servers.password(address);
        ConnectionPool pool = open(config("postgres", "postgres", SslMode.DISABLE), password)) {
      assertThat(pool.status().serviceSize()).isEqualTo(1);
    }
    assertThat(new String(recording.bytes(0, Direction.UP), UTF_8))
        .contains("SCRAM-SHA-256")
        .doesNotContain(address.password());
  }

  @Test
  void readOnlyReachesTheServer() {
    ConnectionConfig config =
        config("postgres", "postgres", SslMode.DISABLE)
            .withSettings(ConnectionSettings.NONE.with(Setting.GUARD, "read-only"));
    try (Secret password = Servers.password(server.address("postgres"));
        ConnectionPool pool = open(config, password);
        Session session = Servers.lease(pool)) {
      assertThat(Servers.value(session, "show transaction_read_only")).isEqualTo("on");
    }
  }

  private ConnectionConfig config(String database, String user, SslMode mode) {
    ConnectionConfig known = Servers.config(server.address("postgres").through(proxy.port()));
    return like(known).database(database).user(user).sslMode(mode).build();
  }

  private static ConnectionPool open(ConnectionConfig config, Secret password) {
    return Servers.database().connector().open(config, password, Cancellation.create(), step -> {});
  }

  private TuskError failure(ConnectionConfig config) {
    try (Secret password = Servers.password(server.address("postgres"))) {
      return catchThrowableOfType(TuskException.class, () -> open(config, password).close())
          .error();
    }
  }

  /// The names and values of a StartupMessage.
  private static Map<String, String> startup(byte[] bytes) {
    ByteBuffer message = ByteBuffer.wrap(bytes);
    int length = message.getInt();
    assertThat(message.getInt()).isEqualTo(PROTOCOL_3);
    String[] parts = new String(bytes, 8, length - 8, UTF_8).split("\0", -1);
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i + 1 < parts.length && !parts[i].isEmpty(); i += 2) {
      settings.put(parts[i], parts[i + 1]);
    }
    return settings;
  }
}
