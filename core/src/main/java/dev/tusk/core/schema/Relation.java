package dev.tusk.core.schema;

import org.jspecify.annotations.Nullable;

/// A table or something like one.
///
/// @param oid in `pg_class`
/// @param estimatedRows the planner's estimate; -1 when never analysed
/// @param bytes on disk with indexes and TOAST, of all partitions; -1 where it makes no sense
public record Relation(
    long oid,
    String schema,
    String name,
    Kind kind,
    long estimatedRows,
    long bytes,
    @Nullable String comment) {

  /// The kinds of relation that the tree shows.
  public enum Kind {
    TABLE,
    PARTITIONED_TABLE,
    FOREIGN_TABLE,
    VIEW,
    MATERIALIZED_VIEW,
    SEQUENCE
  }
}
