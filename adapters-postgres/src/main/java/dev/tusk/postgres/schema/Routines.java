package dev.tusk.postgres.schema;

import dev.tusk.core.schema.Routine;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Reads the routines of a schema.
final class Routines {
  private Routines() {}

  static List<Routine> read(DSLContext db, String schema) {
    Field<Object> oid = DSL.field(DSL.name("p", "oid"));
    Field<String> arguments =
        DSL.field("pg_catalog.pg_get_function_identity_arguments({0})", String.class, oid);
    return db.select(
            Catalogs.oid("p", "oid"),
            Catalogs.text("p", "proname"),
            Catalogs.text("p", "prokind"),
            arguments,
            DSL.field("coalesce(pg_catalog.pg_get_function_result({0}), '')", String.class, oid))
        .from(Catalogs.table("pg_proc", "p"))
        .join(Catalogs.table("pg_namespace", "n"))
        .on(Catalogs.same("n", "oid", "p", "pronamespace"))
        .where(Catalogs.schemaIs("n", schema))
        .and(Catalogs.notOfExtension("pg_proc", "p"))
        .orderBy(DSL.field(DSL.name("p", "proname")), arguments)
        .fetch(
            row ->
                new Routine(
                    row.value1(),
                    schema,
                    row.value2(),
                    kind(row.value3()),
                    row.value4(),
                    row.value5()));
  }

  private static Routine.Kind kind(String prokind) {
    return switch (prokind) {
      case "p" -> Routine.Kind.PROCEDURE;
      case "a" -> Routine.Kind.AGGREGATE;
      case "w" -> Routine.Kind.WINDOW;
      default -> Routine.Kind.FUNCTION;
    };
  }
}
