package dev.tusk.postgres.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tusk.core.connection.ConnectStep;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.session.Session;
import dev.tusk.harness.ssh.SshServer;
import dev.tusk.harness.ssh.SshServer.Asks;
import dev.tusk.postgres.Servers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database behind a real SSH server.
final class TunnelTest {
  @TempDir private Path folder;
  private Bench bench;

  @BeforeEach
  void prepare() throws Exception {
    bench = new Bench(folder);
  }

  @AfterEach
  void clean() throws Exception {
    bench.close();
  }

  @Test
  void queriesRunThroughTheTunnel() throws Exception {
    SshServer server = bench.server(Asks.NOTHING);
    bench.knows(server);
    Person person = new Person(false);

    ConnectionPool pool = bench.open(bench.config(server.address()), person);

    try (Session session = Servers.lease(pool)) {
      assertThat(Servers.value(session, "select 6 * 7")).isEqualTo("42");
      assertThat(Servers.value(session, "select length(repeat('x', 20000000))::text"))
          .isEqualTo("20000000");
      assertThat(
              Servers.portal(session, "select repeat('x', 1000) from generate_series(1, 20000)")
                  .rows())
          .hasSize(20_000);
    }
    assertThat(person.steps)
        .containsExactly(
            ConnectStep.TUNNEL, ConnectStep.CONNECT, ConnectStep.AUTHENTICATE, ConnectStep.PREPARE);
    assertThat(person.keys).isEmpty();
  }
}
