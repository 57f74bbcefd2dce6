package dev.tusk.postgres;

import dev.tusk.core.connection.ConnectionConfig;
import dev.tusk.core.connection.ConnectionOptions;
import dev.tusk.core.connection.ConnectionPool;
import dev.tusk.core.connection.Connector;
import dev.tusk.core.connection.ConnectorContract;
import dev.tusk.core.kernel.Cancellation;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Secret;
import dev.tusk.core.schema.CatalogReader;
import dev.tusk.core.schema.CatalogReaderContract;
import dev.tusk.core.session.SessionContract;
import dev.tusk.harness.postgres.PgDatabaseAddress;
import dev.tusk.harness.postgres.PgFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The contracts of the core's ports, on the oldest and the newest server.
class ContractTest {
  @Nested
  class SessionsOf14 extends Sessions {
    SessionsOf14() {
      super(PgFixture.majors().getFirst());
    }
  }

  @Nested
  class SessionsOf18 extends Sessions {
    SessionsOf18() {
      super(PgFixture.NEWEST);
    }
  }

  @Nested
  class ConnectionsOf14 extends Connections {
    ConnectionsOf14() {
      super(PgFixture.majors().getFirst());
    }
  }

  @Nested
  class ConnectionsOf18 extends Connections {
    ConnectionsOf18() {
      super(PgFixture.NEWEST);
    }
  }

  @Nested
  class CatalogOf14 extends Catalog {
    CatalogOf14() {
      super(PgFixture.majors().getFirst());
    }
  }

  @Nested
  class CatalogOf18 extends Catalog {
    CatalogOf18() {
      super(PgFixture.NEWEST);
    }
  }

  @Nested
  @EnabledIfSystemProperty(
      named = "tusk.long",
      matches = "true",
      disabledReason = "the versions between are run by ./check --long")
  class SessionsOf15 extends Sessions {
    SessionsOf15() {
      super(15);
    }
  }

  @Nested
  @EnabledIfSystemProperty(
      named = "tusk.long",
      matches = "true",
      disabledReason = "the versions between are run by ./check --long")
  class SessionsOf16 extends Sessions {
    SessionsOf16() {
      super(16);
    }
  }

  @Nested
  @EnabledIfSystemProperty(
      named = "tusk.long",
      matches = "true",
      disabledReason = "the versions between are run by ./check --long")
  class SessionsOf17 extends Sessions {
    SessionsOf17() {
      super(17);
    }
  }

  @Nested
  @EnabledIfSystemProperty(
      named = "tusk.long",
      matches = "true",
      disabledReason = "the versions between are run by ./check --long")
  class ConnectionsOf15 extends Connections {
    ConnectionsOf15() {
      super(15);
    }
  }

  @Nested
  @EnabledIfSystemProperty(
      named = "tusk.long",
      matches = "true",
      disabledReason = "the versions between are run by ./check --long")
  class ConnectionsOf16 extends Connections {
    ConnectionsOf16() {
      super(16);
    }
  }

  @Nested
  @EnabledIfSystemProperty(
      named = "tusk.long",
      matches = "true",
      disabledReason = "the versions between are run by ./check --long")
  class ConnectionsOf17 extends Connections {
    ConnectionsOf17() {
      super(17);
    }
  }

  @Nested
  @EnabledIfSystemProperty(
      named = "tusk.long",
      matches = "true",
      disabledReason = "the versions between are run by ./check --long")
  class CatalogOf15 extends Catalog {
    CatalogOf15() {
      super(15);
    }
  }

  @Nested
  @EnabledIfSystemProperty(
      named = "tusk.long",
      matches = "true",
      disabledReason = "the versions between are run by ./check --long")
  class CatalogOf16 extends Catalog {
    CatalogOf16() {
      super(16);
    }
  }

  @Nested
  @EnabledIfSystemProperty(
      named = "tusk.long",
      matches = "true",
      disabledReason = "the versions between are run by ./check --long")
  class CatalogOf17 extends Catalog {
    CatalogOf17() {
      super(17);
    }
  }

  abstract static class Sessions implements SessionContract {
    private final ConnectionPool pool;

    Sessions(int major) {
      pool = Servers.pool(PgFixture.shared(major).address("postgres"), ConnectionOptions.DEFAULTS);
    }

    @Override
    public ConnectionPool pool() {
      return pool;
    }

    @AfterEach
    void close() {
      pool.close();
    }
  }

  abstract static class Connections implements ConnectorContract {
    private final PgDatabaseAddress address;
    private final ConnectionConfig config;
    private final Connector connector = Servers.database().connector();

    Connections(int major) {
      address = PgFixture.shared(major).address("postgres");
      config = Servers.config(address);
    }

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
      return Servers.password(address);
    }

    @Override
    public ConnectionConfig unreachable() {
      try (ServerSocket free = new ServerSocket(0)) {
        return Servers.config(address.through(free.getLocalPort()));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  abstract static class Catalog implements CatalogReaderContract {
    private final PgFixture fixture;
    private final PgDatabase database = Servers.database();
    private @Nullable ConnectionPool pool;

    Catalog(int major) {
      fixture = PgFixture.shared(major);
    }

    @BeforeEach
    void open() throws SQLException {
      PgDatabaseAddress address = fixture.newDatabase();
      try (var connection = address.connect();
          var statement = connection.createStatement()) {
        statement.execute(SCRIPT);
      }
      pool =
          database
              .connector()
              .open(
                  Servers.config(address),
                  Servers.password(address),
                  Cancellation.create(),
                  step -> {});
    }

    @AfterEach
    void close() {
      if (pool != null) {
        pool.close();
      }
    }

    @Override
    public CatalogReader catalog() {
      return database.catalog();
    }

    @Override
    public ConnectionId connection() {
      return Objects.requireNonNull(pool).config().id();
    }
  }
}
