package dev.tusk.core.schema;

import org.jspecify.annotations.Nullable;

/// A column of a relation.
///
/// @param type as `format_type` prints it: `numeric(12,2)`
/// @param foreignKey whether it is part of a foreign key
public record Column(
    int number,
    String name,
    String type,
    boolean notNull,
    boolean primaryKey,
    boolean foreignKey,
    @Nullable String defaultExpression,
    @Nullable String comment) {}
