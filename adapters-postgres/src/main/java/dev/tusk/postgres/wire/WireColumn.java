package dev.tusk.postgres.wire;

/// A column as the server describes it before the rows of a result (RowDescription).
///
/// @param label its name or alias
/// @param type the oid of its type; the base type's for a domain
public record WireColumn(String label, int type) {}
