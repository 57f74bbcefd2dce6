package dev.tusk.postgres.schema;

import dev.tusk.core.schema.Namespace;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Reads the schemas that the user may use.
final class Namespaces {
  private Namespaces() {}

  static List<Namespace> read(DSLContext db) {
    Field<String> name = Catalogs.text("n", "nspname");
    return db.select(name)
        .from(Catalogs.table("pg_namespace", "n"))
        .where(
            DSL.condition(
                "pg_catalog.has_schema_privilege({0}, 'usage'::pg_catalog.text)",
                DSL.field(DSL.name("n", "oid"))))
        .and(
            DSL.condition(
                "{0} operator(pg_catalog.!~) '^pg_(toast|temp_|toast_temp_)'::pg_catalog.text",
                name))
        .orderBy(DSL.field(DSL.name("n", "nspname")))
        .fetch(row -> new Namespace(row.value1(), isSystem(row.value1())));
  }

  private static boolean isSystem(String name) {
    return name.startsWith("pg_") || name.equals("information_schema");
  }
}
