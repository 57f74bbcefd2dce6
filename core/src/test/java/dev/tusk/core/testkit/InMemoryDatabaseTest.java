package dev.tusk.core.testkit;

import static dev.tusk.core.testkit.ConnectionBuilder.connection;
import static dev.tusk.core.testkit.ConnectionBuilder.like;

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
import dev.tusk.core.schema.Column;
import dev.tusk.core.schema.DataType;
import dev.tusk.core.schema.Namespace;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.schema.Routine;
import dev.tusk.core.session.SessionContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/// The server in memory keeps the contracts that PostgreSQL keeps.
class InMemoryDatabaseTest {
  private final ConnectionConfig config = connection("shop").build();
  private final InMemoryDatabase database = InMemoryDatabase.at(config, "s3cret");

  @Nested
  class Connecting implements ConnectorContract {
    @Override
    public Connector connector() {
      return database.connector();
    }

    @Override
    public ConnectionConfig config() {
      return config;
    }

    @Override
    public Secret password() {
      return Secret.of("s3cret");
    }

    @Override
    public ConnectionConfig unreachable() {
      return connection("nowhere").port(1).build();
    }
  }

  @Nested
  class Sessions implements SessionContract {
    private final ConnectionPool pool =
        database
            .connector()
            .open(
                like(config).options(ConnectionOptions.DEFAULTS.withMaxSessions(2)).build(),
                Secret.of("s3cret"),
                Cancellation.create(),
                step -> {});

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
  class Catalog implements CatalogReaderContract {
    private final ConnectionPool pool =
        database.connector().open(config, Secret.of("s3cret"), Cancellation.create(), step -> {});

    Catalog() {
      InMemoryCatalog contents = database.contents();
      contents.add(new Namespace("shop", false));
      contents.add(
          new Relation(1, "shop", "customer", Relation.Kind.TABLE, -1, 16_384, "Who buys"),
          new Column(1, "id", "bigint", true, true, false, null, null),
          new Column(2, "name", "text", true, false, false, null, "As on the invoice"),
          new Column(
              3,
              "note",
              "character varying(20)",
              false,
              false,
              false,
              "'none'::character varying",
              null));
      contents.add(
          new Relation(2, "shop", "Order", Relation.Kind.TABLE, -1, 8_192, null),
          new Column(1, "id", "bigint", true, true, false, null, null),
          new Column(2, "customer", "bigint", true, false, true, null, null),
          new Column(3, "total", "numeric(12,2)", false, false, false, null, null));
      contents.add(
          new Relation(3, "shop", "names", Relation.Kind.VIEW, -1, -1, null),
          new Column(1, "name", "text", false, false, false, null, null));
      contents.add(new Routine(4, "shop", "twice", Routine.Kind.FUNCTION, "n integer", "integer"));
      contents.add(new DataType(5, "shop", "colour", DataType.Kind.ENUM));
      contents.add(new DataType(6, "shop", "positive", DataType.Kind.DOMAIN));
    }

    @Override
    public CatalogReader catalog() {
      return database.catalog();
    }

    @Override
    public ConnectionId connection() {
      return config.id();
    }

    @AfterEach
    void close() {
      pool.close();
    }
  }
}
