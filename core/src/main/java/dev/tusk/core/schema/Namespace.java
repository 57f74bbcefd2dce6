package dev.tusk.core.schema;

/// A schema of a database.
///
/// @param system whether it belongs to PostgreSQL itself
public record Namespace(String name, boolean system) {}
