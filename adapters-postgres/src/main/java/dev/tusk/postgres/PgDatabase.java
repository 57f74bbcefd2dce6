package dev.tusk.postgres;

import dev.tusk.core.connection.Connector;
import dev.tusk.core.connection.LibpqEnvironment;
import dev.tusk.core.port.DatabasePort;
import dev.tusk.core.schema.CatalogReader;
import dev.tusk.postgres.connect.LocalEnvironment;
import dev.tusk.postgres.connect.PgConnector;
import dev.tusk.postgres.pool.OpenPools;
import dev.tusk.postgres.schema.PgCatalog;
import java.util.Map;

/// PostgreSQL through pgjdbc. Thread-safe.
public final class PgDatabase implements DatabasePort {
  private final PgConnector connector;
  private final PgCatalog catalog;
  private final LocalEnvironment environment;

  /// Reaches no server yet.
  ///
  /// @param environment the process's environment, for libpq's variables
  public PgDatabase(Map<String, String> environment) {
    OpenPools pools = new OpenPools();
    this.connector = new PgConnector(environment, pools);
    this.catalog = new PgCatalog(pools);
    this.environment = new LocalEnvironment(environment);
  }

  @Override
  public Connector connector() {
    return connector;
  }

  @Override
  public LibpqEnvironment environment() {
    return environment;
  }

  @Override
  public CatalogReader catalog() {
    return catalog;
  }
}
