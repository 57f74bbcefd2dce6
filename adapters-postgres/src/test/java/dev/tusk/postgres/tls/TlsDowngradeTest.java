package dev.tusk.postgres.tls;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static dev.tusk.harness.evil.Frames.error;
import static dev.tusk.harness.evil.Frames.join;
import static dev.tusk.harness.evil.Frames.sasl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.testkit.trace.Figure;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.evil.FrontendMessage;
import dev.tusk.harness.evil.HostileServer;
import dev.tusk.harness.evil.Script;
import dev.tusk.harness.evil.Scripts;
import dev.tusk.harness.evil.SelfSigned;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.postgres.PgDatabase;
import dev.tusk.postgres.Servers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Somebody in between who wants less than was agreed on gets nothing: no startup packet, no
/// answer to a request for a password.
@Requirement({"E-6", "C-17"})
class TlsDowngradeTest {
  private static final int SSL_REQUEST = 80877103;
  private static final List<SslMode> INSISTING =
      List.of(SslMode.REQUIRE, SslMode.VERIFY_CA, SslMode.VERIFY_FULL);

  private static TuskError refusal(
      HostileServer server,
      SslMode mode,
      Map<Setting, String> settings,
      @Nullable String password) {
    ConnectionConfig plain =
        Servers.config(new PgDatabaseAddress("127.0.0.1", server.port(), "db", "u", ""));
    ConnectionConfig config =
        like(plain)
            .sslMode(mode)
            .options(ConnectionOptions.DEFAULTS.withConnectTimeout(Duration.ofSeconds(5)))
            .build();
    for (var each : settings.entrySet()) {
      config = config.withSettings(config.settings().with(each.getKey(), each.getValue()));
    }
    ConnectionConfig full = config;
    return catchThrowableOfType(
            TuskException.class,
            () -> {
              try (Secret secret = password == null ? null : Secret.of(password);
                  var pool =
                      new PgDatabase(Map.of("HOME", "/nowhere"))
                          .connector()
                          .open(full, secret, Cancellation.create(), step -> {})) {
                assertThat(pool).isNull();
              }
            })
        .error();
  }

  private static List<FrontendMessage> beyondTheRequest(HostileServer server) {
    return server.received().stream().filter(each -> each.code() != SSL_REQUEST).toList();
  }

  private static long answers(HostileServer server) {
    return server.received().stream().filter(each -> each.type() == 'p').count();
  }

  @Test
  void whereTlsIsStrippedNothingIsSent() throws Exception {
    long sent = 0;
    for (SslMode mode : INSISTING) {
      for (String password : new @Nullable String[] {"secret", null}) {
        try (var server = new HostileServer(Scripts.authMethod(3))) {
          assertThat(refusal(server, mode, Map.of(), password))
              .isInstanceOfSatisfying(
                  TuskError.TlsFailed.class,
                  tls -> assertThat(tls.cause()).isEqualTo(TuskError.Tls.NOT_OFFERED));
          sent += beyondTheRequest(server).size();
        }
      }
    }
    Figure.exactly("tls_stripped_startup_packets", sent, 0);
  }

  /// CVE-2021-23222: what comes in the clear behind the agreement is not taken for the server's.
  @Test
  void dataBehindTheAgreementToTlsIsRefused() throws Exception {
    byte[] injected =
        join(
            "S".getBytes(StandardCharsets.US_ASCII),
            error("FATAL", "28P01", "type your password again"));
    Script injecting =
        client -> {
          var _ = client.receive();
          client.send(injected);
          client.silence();
        };
    long sent = 0;
    for (SslMode mode :
        List.of(SslMode.PREFER, SslMode.REQUIRE, SslMode.VERIFY_CA, SslMode.VERIFY_FULL)) {
      try (var server = new HostileServer(injecting)) {
        assertThat(refusal(server, mode, Map.of(), "secret"))
            .isInstanceOf(TuskError.Unreachable.class);
        sent += beyondTheRequest(server).size();
      }
    }
    Figure.exactly("tls_injected_startup_packets", sent, 0);
  }

  @Test
  void whereChannelBindingIsStrippedNothingIsAnswered() throws Exception {
    var keys = SelfSigned.context();
    Map<Setting, String> binding = Map.of(Setting.CHANNEL_BINDING, "require");
    Script stripped =
        client -> {
          var _ = client.startup();
          client.send(sasl("SCRAM-SHA-256"));
          client.silence();
        };
    long answered = 0;
    for (Script script : List.of(stripped, Scripts.authMethod(5), Scripts.authMethod(3))) {
      try (var server = new HostileServer(Scripts.insideTls(keys, script))) {
        assertThat(refusal(server, SslMode.REQUIRE, binding, "secret"))
            .isInstanceOfSatisfying(
                TuskError.ServerIdentity.class,
                refused -> assertThat(refused.message()).contains("channel binding"));
        answered += answers(server);
      }
    }
    try (var server = new HostileServer(stripped)) {
      assertThat(refusal(server, SslMode.DISABLE, binding, "secret").message())
          .contains("not encrypted");
      answered += answers(server);
    }
    Figure.exactly("tls_stripped_scram_answers", answered, 0);
  }

  /// The twin: who does not insist on it answers the same server.
  @Test
  void withoutInsistingTheSameServerIsAnswered() throws Exception {
    Script scram =
        client -> {
          var _ = client.startup();
          client.send(sasl("SCRAM-SHA-256"));
          var _ = client.receive();
        };
    try (var server = new HostileServer(Scripts.insideTls(SelfSigned.context(), scram))) {
      assertThat(refusal(server, SslMode.REQUIRE, Map.of(), "secret")).isNotNull();
      assertThat(answers(server)).isEqualTo(1);
    }
  }

  @Test
  void aLoginThatIsNotAllowedIsNotAnswered() throws Exception {
    long answered = 0;
    for (String allowed : List.of("scram-sha-256", "!md5,!password,!none", "scram-sha-256,gss")) {
      Map<Setting, String> settings = Map.of(Setting.REQUIRE_AUTH, allowed);
      for (Script script :
          List.of(
              Scripts.authMethod(5),
              Scripts.authMethod(3),
              Scripts.onStartup(Scripts.loggedIn("18.0")))) {
        try (var server = new HostileServer(script)) {
          assertThat(refusal(server, SslMode.DISABLE, settings, "secret"))
              .as(allowed)
              .isInstanceOf(TuskError.ServerIdentity.class);
          answered += answers(server);
        }
      }
    }
    Figure.exactly("require_auth_answers", answered, 0);
    try (var server = new HostileServer(Scripts.authMethod(5))) {
      assertThat(refusal(server, SslMode.DISABLE, Map.of(Setting.REQUIRE_AUTH, "md5"), "secret"))
          .isNotNull();
      assertThat(answers(server)).as("the twin").isEqualTo(1);
    }
  }

  @Test
  void aServerThatBeginsScramMustEndIt() throws Exception {
    Script shortCut =
        client -> {
          var _ = client.startup();
          client.send(sasl("SCRAM-SHA-256"));
          var _ = client.receive();
          client.send(Scripts.loggedIn("18.0"));
          client.silence();
        };
    try (var server = new HostileServer(shortCut)) {
      assertThat(refusal(server, SslMode.DISABLE, Map.of(), "secret").message())
          .contains("has not proven");
    }
  }

  @Test
  void settingsThatContradictEachOtherAreSaid() throws Exception {
    try (var server = new HostileServer(Scripts.mute())) {
      assertThat(
              refusal(server, SslMode.PREFER, Map.of(Setting.SSLNEGOTIATION, "direct"), null)
                  .message())
          .contains("must be require or stricter, not prefer");
      assertThat(
              refusal(server, SslMode.VERIFY_CA, Map.of(Setting.SSLROOTCERT, "system"), null)
                  .message())
          .contains("must be verify-full");
      assertThat(
              refusal(
                      server,
                      SslMode.REQUIRE,
                      Map.of(
                          Setting.SSL_MIN_PROTOCOL_VERSION,
                          "TLSv1.3",
                          Setting.SSL_MAX_PROTOCOL_VERSION,
                          "TLSv1.2"),
                      null)
                  .message())
          .contains("newer than the newest");
      assertThat(server.received()).isEmpty();
    }
  }
}
