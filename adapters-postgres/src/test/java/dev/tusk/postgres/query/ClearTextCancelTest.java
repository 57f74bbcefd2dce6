package dev.tusk.postgres.query;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.query.CancelStage;
import dev.tusk.core.query.QueryFailure;
import dev.tusk.core.query.QueryState;
import dev.tusk.core.query.SqlTab;
import dev.tusk.core.session.StatementRequest;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.net.FaultProxy.Direction;
import dev.tusk.harness.net.Recording;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import dev.tusk.postgres.query.LiveBench.Started;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// On an encrypted connection no cancel travels in clear text: whoever reads its key could stop
/// statements for as long as the session lives.
@Requirement({"FR-015", "SC-004"})
class ClearTextCancelTest {
  /// A CancelRequest: its length and its code (PostgreSQL, "Message Formats").
  private static final String REQUEST =
      new String(new byte[] {0, 0, 0, 16, 4, (byte) 0xD2, 0x16, 0x2E}, StandardCharsets.ISO_8859_1);

  private final PgFixture fixture = PgFixture.start();
  private final PgDatabaseAddress address;
  private final FaultProxy proxy;
  private final Observer server;

  ClearTextCancelTest() throws Exception {
    certify(fixture);
    address = fixture.newDatabase();
    proxy = new FaultProxy(address.host(), address.port());
    server = new Observer(address);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    proxy.close();
    fixture.close();
  }

  /// Gives the server a certificate of its own and lets it use it.
  private static void certify(PgFixture fixture) throws IOException, InterruptedException {
    Path data = fixture.dataDirectory();
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-keyout",
                data.resolve("server.key").toString(),
                "-out",
                data.resolve("server.crt").toString())
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("openssl.log").toFile())
            .start();
    assertThat(openssl.waitFor()).as(Files.readString(data.resolve("openssl.log"))).isZero();
    for (String file : new String[] {"server.key", "server.crt"}) {
      Files.setOwner(data.resolve(file), Files.getOwner(data));
      Files.setPosixFilePermissions(
          data.resolve(file), PosixFilePermissions.fromString("rw-------"));
    }
    fixture.execute("alter system set ssl = on", "select pg_reload_conf()");
  }

  private LiveBench bench() throws Exception {
    server.await("show ssl", "on");
    ConnectionConfig plain = Servers.config(address.through(proxy.port()));
    ConnectionConfig encrypted =
        like(plain)
            .sslMode(SslMode.REQUIRE)
            .options(ConnectionOptions.DEFAULTS.withConnectTimeout(Duration.ofSeconds(10)))
            .build();
    return new LiveBench(address, encrypted);
  }

  @Test
  void aStopIsEncryptedAsItsConnectionIs() throws Exception {
    Recording recording = proxy.record();
    try (LiveBench bench = bench();
        SqlTab tab = bench.tab("tls")) {
      for (StatementRequest request :
          new StatementRequest[] {
            StatementRequest.portal("select pg_sleep(60)"),
            StatementRequest.plain("select pg_sleep(60)"),
            StatementRequest.plain("copy (select pg_sleep(60)) to stdout")
          }) {
        Started started = bench.start(tab, request);
        server.awaitEvent(started.handle().backendPid(), "PgSleep");
        bench.stop(tab);
        assertThat(started.failure().state()).isEqualTo(QueryState.CANCELLED);
        assertThat(started.failure().stage()).isEqualTo(CancelStage.CANCEL);
      }
    }
    Figure.exactly("cancels_in_clear_text", clear(recording), 0);
    assertThat(text(recording)).as("clear text").doesNotContain("pg_cancel_backend", "pg_sleep");
  }

  @Test
  @Requirement("E-11")
  void whereNoOtherSessionIsToBeHadTheLinkIsDroppedInsteadOfAskingInClearText() throws Exception {
    Recording recording = proxy.record();
    try (LiveBench bench = bench();
        SqlTab tab = bench.tab("tls")) {
      Started started = bench.start(tab, StatementRequest.portal("select pg_sleep(60)"));
      int pid = started.handle().backendPid();
      server.awaitEvent(pid, "PgSleep");
      proxy.refuse();
      server.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where backend_type ="
              + " 'client backend' and pid not in (pg_backend_pid(), "
              + pid
              + ")");
      TimeUnit.MILLISECONDS.sleep(600);
      bench.stop(tab);
      QueryFailure failure = started.failure();
      assertThat(failure.state()).isEqualTo(QueryState.OUTCOME_UNKNOWN);
      assertThat(failure.stage()).isEqualTo(CancelStage.ABANDON);
    }
    Figure.exactly("cancels_in_clear_text_without_a_way", clear(recording), 0);
  }

  /// The driver's own cancel, as a client uses it that trusts it: seen on the wire.
  @Test
  void theDriversOwnCancelWouldBeSeen() throws Exception {
    server.await("show ssl", "on");
    Recording recording = proxy.record();
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password());
    properties.setProperty("sslmode", "require");
    try (Connection connection =
            DriverManager.getConnection(address.through(proxy.port()).url(), properties);
        Statement statement = connection.createStatement()) {
      Thread stop =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      server.await(
                          "select count(*) from pg_stat_activity where datname ="
                              + " current_database() and wait_event = 'PgSleep'",
                          "1");
                      statement.cancel();
                    } catch (Exception failure) {
                      throw new IllegalStateException(failure);
                    }
                  });
      assertTimeoutPreemptively(
          Duration.ofSeconds(50),
          () -> {
            try {
              statement.execute("select pg_sleep(60)");
            } catch (SQLException stopped) {
              assertThat(stopped.getSQLState()).isEqualTo("57014");
            }
          });
      stop.join();
    }
    Figure.atLeast("cancels_in_clear_text_by_the_driver", clear(recording), 1);
  }

  private static String text(Recording recording) {
    return new String(recording.bytes(0, Direction.UP), StandardCharsets.ISO_8859_1);
  }

  private static int clear(Recording recording) {
    return text(recording).split(Pattern.quote(REQUEST), -1).length - 1;
  }
}
