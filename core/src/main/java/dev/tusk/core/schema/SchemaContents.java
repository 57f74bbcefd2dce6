package dev.tusk.core.schema;

import java.util.List;

/// What a schema contains: relations, routines and types, each by name.
public record SchemaContents(
    Namespace namespace, List<Relation> relations, List<Routine> routines, List<DataType> types) {
  public SchemaContents {
    relations = List.copyOf(relations);
    routines = List.copyOf(routines);
    types = List.copyOf(types);
  }
}
