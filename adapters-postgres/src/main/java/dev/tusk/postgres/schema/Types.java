package dev.tusk.postgres.schema;

import dev.tusk.core.schema.DataType;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Reads the types that people made in a schema: no row types of relations, no array types.
final class Types {
  private Types() {}

  static List<DataType> read(DSLContext db, String schema) {
    Field<String> kind = Catalogs.text("t", "typtype");
    return db.select(Catalogs.oid("t", "oid"), Catalogs.text("t", "typname"), kind)
        .from(Catalogs.table("pg_type", "t"))
        .join(Catalogs.table("pg_namespace", "n"))
        .on(Catalogs.same("n", "oid", "t", "typnamespace"))
        .leftJoin(Catalogs.table("pg_class", "c"))
        .on(Catalogs.same("c", "oid", "t", "typrelid"))
        .where(Catalogs.schemaIs("n", schema))
        .and(
            DSL.condition(
                "({0} or {1} and {2} or {3} and {4} operator(pg_catalog.=) 0::pg_catalog.oid)",
                Catalogs.oneOf(kind, "edr"),
                Catalogs.oneOf(kind, "c"),
                Catalogs.oneOf(Catalogs.text("c", "relkind"), "c"),
                Catalogs.oneOf(kind, "b"),
                DSL.field(DSL.name("t", "typelem"))))
        .and(Catalogs.notOfExtension("pg_type", "t"))
        .orderBy(DSL.field(DSL.name("t", "typname")))
        .fetch(row -> new DataType(row.value1(), schema, row.value2(), kind(row.value3())));
  }

  private static DataType.Kind kind(String typtype) {
    return switch (typtype) {
      case "e" -> DataType.Kind.ENUM;
      case "d" -> DataType.Kind.DOMAIN;
      case "c" -> DataType.Kind.COMPOSITE;
      case "r" -> DataType.Kind.RANGE;
      default -> DataType.Kind.BASE;
    };
  }
}
