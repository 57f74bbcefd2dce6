package dev.tusk.core.schema;

/// A type that people made: enum, domain, composite, range.
public record DataType(long oid, String schema, String name, Kind kind) {
  /// What kind of type it is.
  public enum Kind {
    ENUM,
    DOMAIN,
    COMPOSITE,
    RANGE,
    BASE
  }
}
