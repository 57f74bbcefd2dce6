package dev.tusk.core.port;

import dev.tusk.core.connection.Connector;
import dev.tusk.core.connection.LibpqEnvironment;
import dev.tusk.core.schema.CatalogReader;

/// PostgreSQL, as the core sees it.
public interface DatabasePort {
  Connector connector();

  LibpqEnvironment environment();

  CatalogReader catalog();
}
