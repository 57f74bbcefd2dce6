package dev.tusk.core.schema;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.UseCase;
import java.util.List;

/// Shows what a database contains, read when first asked for and cached. Blocks; thread-safe.
@UseCase
public final class BrowseSchema {
  private final CatalogReader reader;
  private final SchemaCaches caches;

  public BrowseSchema(CatalogReader reader, SchemaCaches caches) {
    this.reader = reader;
    this.caches = caches;
  }

  public List<Namespace> namespaces(ConnectionId id) {
    SchemaCache cache = cache(id);
    return cache
        .namespaces()
        .orElseGet(
            () -> {
              List<Namespace> read = reader.namespaces(id);
              cache.putNamespaces(read);
              return read;
            });
  }

  public SchemaContents contents(ConnectionId id, Namespace namespace) {
    SchemaCache cache = cache(id);
    return cache
        .contents(namespace.name())
        .orElseGet(
            () -> {
              SchemaContents read =
                  new SchemaContents(
                      namespace,
                      reader.relations(id, namespace.name()),
                      reader.routines(id, namespace.name()),
                      reader.types(id, namespace.name()));
              cache.putContents(read);
              return read;
            });
  }

  public List<Column> columns(ConnectionId id, Relation relation) {
    SchemaCache cache = cache(id);
    return cache
        .columns(relation.oid())
        .orElseGet(
            () -> {
              List<Column> read = reader.columns(id, relation.oid());
              cache.putColumns(relation.oid(), read);
              return read;
            });
  }

  /// Forgets what is known, so that the next look reads it anew.
  public void refresh(ConnectionId id) {
    caches.restart(id);
  }

  private SchemaCache cache(ConnectionId id) {
    return caches
        .find(id)
        .orElseThrow(
            () ->
                new TuskException(
                    new TuskError.LinkLost("This connection is not open; connect first", null)));
  }
}
