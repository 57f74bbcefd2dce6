package dev.tusk.postgres.schema;

import dev.tusk.core.schema.Relation;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Reads the relations of a schema with their estimates and sizes.
final class Relations {
  private Relations() {}

  static List<Relation> read(DSLContext db, String schema) {
    Field<Object> oid = DSL.field(DSL.name("c", "oid"));
    Field<String> kind = Catalogs.text("c", "relkind");
    // A relation that is dropped meanwhile has a size of NULL, not an error.
    Field<Long> bytes =
        DSL.field(
            "case when {2} then (select pg_catalog.sum(pg_catalog.pg_total_relation_size("
                + "t.relid))::pg_catalog.int8 from pg_catalog.pg_partition_tree({1}) t)"
                + " when {3} then pg_catalog.pg_total_relation_size({1})"
                + " else {0} end",
            Long.class,
            DSL.field("'-1'::pg_catalog.int8", Long.class),
            oid,
            Catalogs.oneOf(kind, "p"),
            Catalogs.oneOf(kind, "rmS"));
    Field<Long> rows =
        DSL.field(
            "case when {0} then (select case when pg_catalog.bool_and("
                + "p.reltuples operator(pg_catalog.<) 0::pg_catalog.float4) then '-1'"
                + " else pg_catalog.sum(greatest(p.reltuples, 0::pg_catalog.float4)) end"
                + "::pg_catalog.int8"
                + " from pg_catalog.pg_partition_tree({1}) t"
                + " join pg_catalog.pg_class p"
                + " on p.oid operator(pg_catalog.=) t.relid::pg_catalog.oid where t.isleaf)"
                + " when {2} then '-1'::pg_catalog.int8"
                + " else {3}::pg_catalog.int8 end",
            Long.class,
            Catalogs.oneOf(kind, "p"),
            oid,
            Catalogs.oneOf(kind, "vS"),
            DSL.field(DSL.name("c", "reltuples")));
    Field<String> comment =
        DSL.field(
            "pg_catalog.obj_description({0}, 'pg_class'::pg_catalog.name)", String.class, oid);
    return db.select(
            Catalogs.oid("c", "oid"), Catalogs.text("c", "relname"), kind, rows, bytes, comment)
        .from(Catalogs.table("pg_class", "c"))
        .join(Catalogs.table("pg_namespace", "n"))
        .on(Catalogs.same("n", "oid", "c", "relnamespace"))
        .where(Catalogs.schemaIs("n", schema))
        .and(Catalogs.oneOf(kind, "rpfvmS"))
        .orderBy(DSL.field(DSL.name("c", "relname")))
        .fetch(
            row ->
                new Relation(
                    row.value1(),
                    schema,
                    row.value2(),
                    kind(row.value3()),
                    row.value4() == null ? -1 : row.value4(),
                    row.value5() == null ? -1 : row.value5(),
                    row.value6()));
  }

  private static Relation.Kind kind(String relkind) {
    return switch (relkind) {
      case "p" -> Relation.Kind.PARTITIONED_TABLE;
      case "f" -> Relation.Kind.FOREIGN_TABLE;
      case "v" -> Relation.Kind.VIEW;
      case "m" -> Relation.Kind.MATERIALIZED_VIEW;
      case "S" -> Relation.Kind.SEQUENCE;
      default -> Relation.Kind.TABLE;
    };
  }
}
