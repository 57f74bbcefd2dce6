package dev.tusk.postgres.connect;

import static dev.tusk.core.testkit.ConnectionBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Setting;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.Session;
import dev.tusk.harness.net.FaultProxy;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import dev.tusk.postgres.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When TCP asks a server that says nothing whether it is still there: by the kernel's own timers.
class KeepAliveTest {
  /// Ticks of the kernel's table in a second.
  private static final int TICKS = 100;

  @ParameterizedTest
  @CsvSource({"1, 1234, 1000, 1234", "1, 0, 1235, 7200", "0, 1234, 0, 0"})
  void idleLinksAreProbedWhenTheSettingsSay(String on, String idle, int atLeast, int atMost)
      throws Exception {
    PgDatabaseAddress address = PgFixture.shared().newDatabase();
    try (var proxy = new FaultProxy("127.0.0.1", address.port())) {
      ConnectionConfig plain = Servers.config(address.through(proxy.port()));
      ConnectionConfig config =
          like(plain).set(Setting.KEEPALIVES, on).set(Setting.KEEPALIVES_IDLE, idle).build();
      try (Secret password = Servers.password(address);
          ConnectionPool pool =
              Servers.database()
                  .connector()
                  .open(config, password, Cancellation.create(), step -> {});
          Session session = Servers.lease(pool)) {
        assertThat(Servers.value(session, "select 1")).isEqualTo("1");
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(
                () ->
                    assertThat(secondsToTheNextProbe(proxy.port()))
                        .isNotEmpty()
                        .allMatch(seconds -> seconds >= atLeast && seconds <= atMost));
      }
    }
  }

  /// Of each link that this computer has open to the port; 0 without a timer.
  private static List<Integer> secondsToTheNextProbe(int port) throws IOException {
    String to = String.format(Locale.ROOT, ":%04X", port);
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("/proc/self/net/tcp")));
    // Java's sockets speak both, and are in the newer one's table.
    lines.addAll(Files.readAllLines(Path.of("/proc/self/net/tcp6")));
    return lines.stream()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words[2].endsWith(to) && words[3].equals("01"))
        .map(words -> words[5].split(":", -1))
        .map(
            timer ->
                switch (timer[0]) {
                  case "00" -> 0;
                  case "02" -> Integer.parseInt(timer[1], 16) / TICKS;
                  default -> -1;
                })
        .toList();
  }
}
