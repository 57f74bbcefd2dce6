package dev.tusk.core.testkit;

import dev.tusk.core.error.TuskError;
import dev.tusk.core.error.TuskException;
import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.schema.CatalogReader;
import dev.tusk.core.schema.Column;
import dev.tusk.core.schema.DataType;
import dev.tusk.core.schema.Namespace;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.schema.Routine;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The catalog of an [InMemoryDatabase], as a test has filled it. Thread-safe.
public final class InMemoryCatalog implements CatalogReader {
  private final InMemoryDatabase database;
  private final List<Namespace> namespaces =
      new CopyOnWriteArrayList<>(
          List.of(new Namespace("pg_catalog", true), new Namespace("public", false)));
  private final List<Relation> relations = new CopyOnWriteArrayList<>();
  private final List<Routine> routines = new CopyOnWriteArrayList<>();
  private final List<DataType> types = new CopyOnWriteArrayList<>();
  private final Map<Long, List<Column>> columns = new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();

  InMemoryCatalog(InMemoryDatabase database) {
    this.database = database;
  }

  public void add(Namespace namespace) {
    namespaces.add(namespace);
  }

  public void add(Relation relation, Column... itsColumns) {
    relations.add(relation);
    columns.put(relation.oid(), List.of(itsColumns));
  }

  public void add(Routine routine) {
    routines.add(routine);
  }

  public void add(DataType type) {
    types.add(type);
  }

  /// How often anything was read.
  public int reads() {
    return reads.get();
  }

  @Override
  public List<Namespace> namespaces(ConnectionId id) {
    reading(id);
    return namespaces.stream().sorted(Comparator.comparing(Namespace::name)).toList();
  }

  @Override
  public List<Relation> relations(ConnectionId id, String schema) {
    reading(id);
    return relations.stream()
        .filter(each -> each.schema().equals(schema))
        .sorted(Comparator.comparing(Relation::name))
        .toList();
  }

  @Override
  public List<Column> columns(ConnectionId id, long relation) {
    reading(id);
    return columns.getOrDefault(relation, List.of());
  }

  @Override
  public List<Routine> routines(ConnectionId id, String schema) {
    reading(id);
    return routines.stream()
        .filter(each -> each.schema().equals(schema))
        .sorted(Comparator.comparing(Routine::name).thenComparing(Routine::arguments))
        .toList();
  }

  @Override
  public List<DataType> types(ConnectionId id, String schema) {
    reading(id);
    return types.stream()
        .filter(each -> each.schema().equals(schema))
        .sorted(Comparator.comparing(DataType::name))
        .toList();
  }

  private void reading(ConnectionId id) {
    reads.incrementAndGet();
    if (!database.isOpen(id)) {
      throw new TuskException(new TuskError.LinkLost("This connection is not open", null));
    }
  }
}
