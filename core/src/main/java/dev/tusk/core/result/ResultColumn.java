package dev.tusk.core.result;

/// A column of a result, as the server described it.
///
/// @param name as shown; may be empty or repeated
/// @param typeName PostgreSQL's name of the type, for example `timestamptz` or `order_status`
/// @param typeOid the type's oid
/// @param kind how it is aligned and painted
public record ResultColumn(String name, String typeName, int typeOid, Kind kind) {

  /// How values of a type are aligned and painted.
  public enum Kind {
    NUMBER,
    TEXT,
    BOOLEAN,
    TIME,
    JSON,
    BYTES,
    UUID,
    ENUM,
    ARRAY,
    OTHER
  }
}
