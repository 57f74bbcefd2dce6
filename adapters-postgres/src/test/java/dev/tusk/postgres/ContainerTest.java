package dev.tusk.postgres;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Connector;
import dev.tusk.core.connection.ConnectorContract;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.session.SessionContract;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// The contracts on a server in a container, as Testcontainers starts it; `./check --containers`.
@EnabledIfSystemProperty(
    named = "tusk.containers",
    matches = "true",
    disabledReason = "containers are set up by ./check --containers only")
class ContainerTest {
  private static final PostgreSQLContainer SERVER =
      new PostgreSQLContainer(
          DockerImageName.parse("localhost/postgres:15").asCompatibleSubstituteFor("postgres"));

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  static PgDatabaseAddress address() {
    return new PgDatabaseAddress(
        SERVER.getHost(),
        SERVER.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        SERVER.getDatabaseName(),
        SERVER.getUsername(),
        SERVER.getPassword());
  }

  @Nested
  class Sessions implements SessionContract {
    private final ConnectionPool pool = Servers.pool(address(), ConnectionOptions.DEFAULTS);

    @Override
    public ConnectionPool pool() {
      return pool;
    }

    @AfterEach
    void close() {
      pool.close();
    }
  }

  @Nested
  class Connections implements ConnectorContract {
    private final Connector connector = Servers.database().connector();
    private final ConnectionConfig config = Servers.config(address());

    @Override
    public Connector connector() {
      return connector;
    }

    @Override
    public ConnectionConfig config() {
      return config;
    }

    @Override
    public Secret password() {
      return Servers.password(address());
    }

    @Override
    public ConnectionConfig unreachable() {
      try (ServerSocket free = new ServerSocket(0)) {
        return Servers.config(address().through(free.getLocalPort()));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
