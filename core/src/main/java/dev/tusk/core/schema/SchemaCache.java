package dev.tusk.core.schema;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is known of one connection's catalog (FR-007). Thread-safe.
public final class SchemaCache {
  private final Map<String, SchemaContents> contents = new ConcurrentHashMap<>();
  private final Map<Long, List<Column>> columns = new ConcurrentHashMap<>();
  private volatile @Nullable List<Namespace> namespaces;

  public Optional<List<Namespace>> namespaces() {
    return Optional.ofNullable(namespaces);
  }

  public Optional<SchemaContents> contents(String schema) {
    return Optional.ofNullable(contents.get(schema));
  }

  /// What has been read so far, in no order.
  Collection<SchemaContents> loaded() {
    return contents.values();
  }

  public Optional<List<Column>> columns(long relation) {
    return Optional.ofNullable(columns.get(relation));
  }

  void putNamespaces(List<Namespace> read) {
    namespaces = List.copyOf(read);
  }

  void putContents(SchemaContents read) {
    contents.put(read.namespace().name(), read);
  }

  void putColumns(long relation, List<Column> read) {
    columns.put(relation, List.copyOf(read));
  }
}
