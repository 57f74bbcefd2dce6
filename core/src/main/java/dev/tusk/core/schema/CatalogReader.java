package dev.tusk.core.schema;

import dev.tusk.core.kernel.ConnectionId;
import dev.tusk.core.kernel.DrivenPort;
import java.util.List;

/// Reads the catalog of an open connection over its service pool. Blocks; thread-safe.
///
/// Every method fails with a Connection error when the connection is not open.
@DrivenPort
public interface CatalogReader {
  /// The schemas that the user may see, without temporary ones, by name.
  List<Namespace> namespaces(ConnectionId id);

  /// The relations of a schema, by name.
  List<Relation> relations(ConnectionId id, String schema);

  /// The columns of a relation, in their order.
  List<Column> columns(ConnectionId id, long relation);

  /// The routines of a schema, by name and arguments, without those of extensions.
  List<Routine> routines(ConnectionId id, String schema);

  /// The types of a schema that people made, by name, without row types of relations.
  List<DataType> types(ConnectionId id, String schema);
}
