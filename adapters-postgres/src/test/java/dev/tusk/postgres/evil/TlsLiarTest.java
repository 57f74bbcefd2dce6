package dev.tusk.postgres.evil;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.evil.FrontendMessage;
import dev.tusk.harness.evil.HostileServer;
import dev.tusk.harness.evil.Lies;
import dev.tusk.harness.evil.Script;
import dev.tusk.harness.evil.Scripts;
import dev.tusk.harness.evil.SelfSigned;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What goes over the wire with and without encryption, and liars behind it.
class TlsLiarTest {
  private static final String CANARY = "TUSKCANARY-0123456789abcdef";
  private final PgDatabaseAddress real = PgFixture.shared().address("postgres");

  private ConnectionPool open(
      HostileServer server, SslMode mode, String password, Map<String, String> environment) {
    ConnectionConfig given = Servers.config(real.through(server.port()));
    ConnectionConfig config =
        like(given)
            .sslMode(mode)
            .options(ConnectionOptions.DEFAULTS.withConnectTimeout(Duration.ofSeconds(2)))
            .build();
    return new PgDatabase(environment)
        .connector()
        .open(config, Secret.of(password), Cancellation.create(), step -> {});
  }

  private TuskError failure(HostileServer server, SslMode mode, Map<String, String> environment) {
    return catchThrowableOfType(
            TuskException.class, () -> open(server, mode, CANARY, environment).close())
        .error();
  }

  private static long hits(HostileServer server, String secret) {
    byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
    return server.received().stream()
        .map(FrontendMessage::text)
        .filter(text -> text.contains(new String(wanted, StandardCharsets.UTF_8)))
        .count();
  }

  @Test
  @Requirement("C-17")
  void aPasswordIsNeverSentInClearText() throws Exception {
    long hits = 0;
    for (SslMode mode : List.of(SslMode.DISABLE, SslMode.ALLOW, SslMode.PREFER)) {
      try (var server = new HostileServer(Scripts.authMethod(3))) {
        assertThat(failure(server, mode, Map.of()))
            .isInstanceOfSatisfying(
                TuskError.ServerIdentity.class,
                error -> assertThat(error.message()).contains("clear text"));
        hits += hits(server, CANARY);
      }
    }
    Figure.exactly("clear_password_on_the_wire", hits, 0);
  }

  /// The twin: with libpq's own word for it the same server gets it, so the test above can fail.
  @Test
  @Requirement("C-17")
  void aPasswordIsSentInClearTextOnlyToWhomThatIsAllowed() throws Exception {
    try (var server = new HostileServer(Scripts.authMethod(3))) {
      var _ = failure(server, SslMode.DISABLE, Map.of("PGREQUIREAUTH", "password"));
      // the server may still be reading what came
      await().untilAsserted(() -> assertThat(hits(server, CANARY)).isEqualTo(1));
    }
  }

  @Test
  @Requirement("C-17")
  void nothingFollowsWhenAServerDeclinesTheEncryptionThatIsRequired() throws Exception {
    for (SslMode mode : List.of(SslMode.REQUIRE, SslMode.VERIFY_CA, SslMode.VERIFY_FULL)) {
      try (var server = new HostileServer(Scripts.authMethod(3))) {
        assertThat(failure(server, mode, Map.of())).isInstanceOf(TuskError.TlsFailed.class);
        assertThat(server.received()).allMatch(message -> message.code() == 80877103);
      }
    }
  }

  @Test
  @Requirement("C-17")
  void aScramLoginShowsThePasswordToNobody() throws Exception {
    Script relay = Scripts.lieAt(real.host(), real.port(), HostileRun.MARKER, client -> {});
    try (var server = new HostileServer(relay);
        ConnectionPool pool = open(server, SslMode.PREFER, real.password(), Map.of())) {
      assertThat(Servers.value(Servers.lease(pool), "select 1")).isEqualTo("1");
      assertThat(server.received().size()).isGreaterThan(10);
      Figure.exactly("scram_password_on_the_wire", hits(server, real.password()), 0);
    }
  }

  @Test
  @Requirement("D-6")
  void encryptionDoesNotHideALieFromTheGuard() throws Exception {
    var keys = SelfSigned.context();
    for (String name :
        List.of("a value of 2 GB", "an error of 2 GB", "COPY data of 2 GB", "minus one column")) {
      Script lie = Objects.requireNonNull(Lies.inStatement().get(name));
      Script relay = Scripts.lieAt(real.host(), real.port(), HostileRun.MARKER, lie);
      try (var server = new HostileServer(Scripts.insideTls(keys, relay));
          ConnectionPool pool = open(server, SslMode.REQUIRE, real.password(), Map.of())) {
        Session session = Servers.lease(pool);
        assertThat(Servers.value(session, "select 41 + 1")).isEqualTo("42");
        assertThat(
                catchThrowableOfType(
                        TuskException.class,
                        () -> Servers.plain(session, "select 1 " + HostileRun.MARKER))
                    .error())
            .as(name)
            .isInstanceOfAny(TuskError.LinkLost.class, TuskError.OutcomeUnknown.class);
        assertThat(session.isOpen()).isFalse();
        session.close();
      }
    }
  }
}
