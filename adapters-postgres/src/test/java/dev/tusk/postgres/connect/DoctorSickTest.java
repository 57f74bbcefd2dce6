package dev.tusk.postgres.connect;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.connection.SslMode;
import dev.tusk.core.doctor.Finding;
import dev.tusk.core.doctor.Finding.Verdict;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.kernel.TimeSource;
import dev.tusk.core.testkit.RealTime;
import dev.tusk.core.testkit.trace.Requirement;
import dev.tusk.harness.evil.HostileServer;
import dev.tusk.harness.evil.Script;
import dev.tusk.harness.evil.Scripts;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the doctor says of servers that are ill: which step failed, why, and what to do about it;
/// and that it says so in time.
@Requirement("FR-003")
final class DoctorSickTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  /// Far above the limit, since others may be busy beside.
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private static final PgDatabaseAddress REAL = PgFixture.shared().address("postgres");

  private static List<Finding> examine(ConnectionConfig config, String password, TimeSource time) {
    long start = System.nanoTime();
    List<Finding> findings =
        Examination.of(
            like(config).options(ConnectionOptions.DEFAULTS.withConnectTimeout(LIMIT)).build(),
            password,
            time,
            false);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    return findings;
  }

  private static void says(List<Finding> findings, String check, String... words) {
    assertThat(findings)
        .as("%s", findings)
        .filteredOn(each -> each.verdict() == Verdict.FAILED)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.check()).isEqualTo(check);
              assertThat(each.evidence()).contains(words);
            });
  }

  private static List<Finding> examine(Script script) throws IOException {
    try (var server = new HostileServer(script)) {
      return examine(Servers.config(REAL.through(server.port())), REAL.password(), new RealTime());
    }
  }

  @Test
  void muteServer() throws IOException {
    says(examine(Scripts.mute()), "connect: TLS", "no answer within 2.0 s. ", "firewall");
  }

  @Test
  void fullServer() throws IOException {
    says(examine(Scripts.full()), "connect: authentication", "too many clients already. ");
  }

  @Test
  void serverThatIsStarting() throws IOException {
    says(examine(Scripts.startingUp()), "connect: authentication", "is starting up. ");
  }

  @Test
  void wrongPassword() {
    says(
        examine(Servers.config(REAL), "wrong", new RealTime()),
        "connect: authentication",
        "password authentication failed",
        ". ");
  }

  @Test
  void serverWithoutTls() {
    ConnectionConfig config = Servers.config(REAL);
    ConnectionConfig tls = like(config).sslMode(SslMode.REQUIRE).build();
    says(examine(tls, REAL.password(), new RealTime()), "connect: TLS", "TLS", ". ");
  }

  @Test
  void sshServerThatIsNotThere() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ConnectionConfig config = Servers.config(REAL);
    says(
        examine(
            config.withSettings(config.settings().with(Setting.SSH, "nobody@127.0.0.1:" + port)),
            REAL.password(),
            new RealTime()),
        "connect: SSH",
        "127.0.0.1",
        ". ");
  }

  @Test
  void roleThatMayNotConnect() throws Exception {
    PgDatabaseAddress closed = PgFixture.shared().newDatabase();
    PgFixture.shared()
        .execute(
            "create role may_not_connect login password 'm';"
                + " revoke connect on database \""
                + closed.database()
                + "\" from public");
    ConnectionConfig config =
        Servers.config(
            new PgDatabaseAddress(
                closed.host(), closed.port(), closed.database(), "may_not_connect", "m"));
    says(
        examine(config, "m", new RealTime()),
        "connect: authentication",
        "permission denied for database",
        ". ");
  }

  @Test
  void clockThatIsWrong() {
    TimeSource hourAhead =
        new TimeSource() {
          private final RealTime real = new RealTime();

          @Override
          public Instant now() {
            return real.now().plus(Duration.ofHours(1));
          }

          @Override
          public long nanos() {
            return real.nanos();
          }

          @Override
          public Registration schedule(Duration delay, Runnable action) {
            return real.schedule(delay, action);
          }
        };
    assertThat(examine(Servers.config(REAL), REAL.password(), hourAhead))
        .filteredOn(each -> each.check().equals("clock"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.verdict()).isEqualTo(Verdict.WARNING);
              assertThat(each.evidence()).contains("behind", "NTP");
            });
  }
}
