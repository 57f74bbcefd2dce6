package dev.tusk.core.state;

import dev.tusk.core.connection.LiveConnection;
import dev.tusk.core.connection.OpenConnections;
import dev.tusk.core.connection.OpenConnections.Change;
import dev.tusk.core.guard.Unlocks;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.Registration;
import dev.tusk.core.query.CancelQuery;
import dev.tusk.core.query.QueryHandle;
import dev.tusk.core.query.QueryRegistry;
import dev.tusk.core.schema.SchemaCache;
import dev.tusk.core.schema.SchemaCaches;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// All that is open now (FR-005): connections, running queries, schema caches, and where Tusk keeps
/// its data. Thread-safe.
///
/// Composes the registries that the features own; no feature sees it. What follows from a change is
/// subscribed here: a removed connection is locked again and takes its cache and its
/// queries with it.
public final class TuskState implements AutoCloseable {
  private final Path dataDirectory;
  private final OpenConnections connections;
  private final QueryRegistry queries;
  private final SchemaCaches caches;
  private final Registration cascade;

  public TuskState(
      Path dataDirectory,
      OpenConnections connections,
      QueryRegistry queries,
      SchemaCaches caches,
      CancelQuery cancel,
      Unlocks unlocks) {
    this.dataDirectory = dataDirectory;
    this.connections = connections;
    this.queries = queries;
    this.caches = caches;
    this.cascade =
        connections.listen(
            change -> {
              switch (change) {
                case Change.Opened opened -> caches.start(opened.id());
                case Change.Removed removed -> {
                  unlocks.lock(removed.id());
                  caches.drop(removed.id());
                  queries.of(removed.id()).forEach(cancel::cancel);
                }
              }
            });
  }

  /// Where Tusk keeps its data.
  public Path dataDirectory() {
    return dataDirectory;
  }

  /// The open connections in the order of opening, with their figures now.
  public List<LiveConnection> connections() {
    return connections.all();
  }

  public Optional<LiveConnection> connection(ConnectionId id) {
    return connections.find(id);
  }

  public List<QueryHandle> queries() {
    return queries.all();
  }

  public Optional<SchemaCache> schema(ConnectionId id) {
    return caches.find(id);
  }

  /// Hears connections come and go, on the thread that opens or removes them.
  public Registration onConnection(Consumer<? super Change> listener) {
    return connections.listen(listener);
  }

  /// Hears queries start and end, on the thread that runs them.
  public Registration onQuery(Consumer<? super QueryHandle> listener) {
    return queries.listen(listener);
  }

  /// Ends every query and closes every connection.
  @Override
  public void close() {
    connections.close();
    cascade.close();
  }
}
