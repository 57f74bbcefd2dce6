package dev.tusk.swing.schema;

import dev.tusk.core.schema.Column;
import dev.tusk.core.schema.Namespace;
import dev.tusk.core.schema.Relation;
import dev.tusk.core.schema.Relation.Kind;
import dev.tusk.core.schema.SchemaContents;
import dev.tusk.swing.kit.Messages;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Makes rows of what was read from a catalog.
final class SchemaRows {
  private static final Messages TEXT = Messages.of(SchemaRows.class);

  private SchemaRows() {}

  /// People's schemas first, PostgreSQL's own after them.
  static List<TreeNode> schemas(TreeNode server, List<Namespace> read) {
    var rows = new ArrayList<TreeNode>();
    for (var system : new boolean[] {false, true}) {
      for (var namespace : read) {
        if (namespace.system() == system) {
          rows.add(new TreeNode(server, new TreeItem.Schema(namespace)));
        }
      }
    }
    return rows;
  }

  /// The groups of a schema with their objects in them; all are shown, so that none seems missing.
  static List<TreeNode> groups(TreeNode schema, SchemaContents read) {
    var rows = new ArrayList<TreeNode>();
    group(
        rows,
        schema,
        TreeItem.Kind.TABLES,
        relations(read, EnumSet.of(Kind.TABLE, Kind.PARTITIONED_TABLE, Kind.FOREIGN_TABLE)));
    group(rows, schema, TreeItem.Kind.VIEWS, relations(read, EnumSet.of(Kind.VIEW)));
    group(
        rows,
        schema,
        TreeItem.Kind.MATERIALIZED_VIEWS,
        relations(read, EnumSet.of(Kind.MATERIALIZED_VIEW)));
    group(
        rows,
        schema,
        TreeItem.Kind.FUNCTIONS,
        read.routines().stream().<TreeItem>map(TreeItem.Func::new).toList());
    group(
        rows,
        schema,
        TreeItem.Kind.TYPES,
        read.types().stream().<TreeItem>map(TreeItem.Type::new).toList());
    group(rows, schema, TreeItem.Kind.SEQUENCES, relations(read, EnumSet.of(Kind.SEQUENCE)));
    return rows;
  }

  static List<TreeNode> columns(TreeNode relation, List<Column> read) {
    return read.stream().map(c -> new TreeNode(relation, new TreeItem.Col(c))).toList();
  }

  private static List<TreeItem> relations(SchemaContents read, Set<Relation.Kind> kinds) {
    return read.relations().stream()
        .filter(r -> kinds.contains(r.kind()))
        .<TreeItem>map(TreeItem.Rel::new)
        .toList();
  }

  private static void group(
      List<TreeNode> rows, TreeNode schema, TreeItem.Kind kind, List<TreeItem> items) {
    var group =
        new TreeNode(schema, new TreeItem.Group(kind, TEXT.get("group." + kind), items.size()));
    if (!items.isEmpty()) {
      group.children(
          TreeNode.Load.DONE, items.stream().map(item -> new TreeNode(group, item)).toList());
    }
    rows.add(group);
  }
}
