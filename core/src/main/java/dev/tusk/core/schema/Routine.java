package dev.tusk.core.schema;

/// A function, procedure, aggregate or window function.
///
/// @param arguments as `pg_get_function_identity_arguments` prints them
/// @param result what it returns; empty for a procedure
public record Routine(
    long oid, String schema, String name, Kind kind, String arguments, String result) {

  /// What kind of routine it is.
  public enum Kind {
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    WINDOW
  }
}
