package dev.tusk.postgres.schema;

import dev.tusk.core.schema.Column;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Reads the columns of a relation with their keys.
final class Columns {
  private Columns() {}

  static List<Column> read(DSLContext db, long relation) {
    Field<Object> oid = DSL.field(DSL.name("a", "attrelid"));
    Field<Object> number = DSL.field(DSL.name("a", "attnum"));
    return db.select(
            Catalogs.field("a", "attnum", Integer.class),
            Catalogs.text("a", "attname"),
            DSL.field(
                "pg_catalog.format_type({0}, {1})",
                String.class,
                DSL.field(DSL.name("a", "atttypid")),
                DSL.field(DSL.name("a", "atttypmod"))),
            Catalogs.field("a", "attnotnull", Boolean.class),
            DSL.field(inKey("p")),
            DSL.field(inKey("f")),
            DSL.field(
                "pg_catalog.pg_get_expr({0}, {1})",
                String.class,
                DSL.field(DSL.name("d", "adbin")),
                DSL.field(DSL.name("d", "adrelid"))),
            DSL.field(
                "pg_catalog.col_description({0}, {1}::pg_catalog.int4)", String.class, oid, number))
        .from(Catalogs.table("pg_attribute", "a"))
        .leftJoin(Catalogs.table("pg_attrdef", "d"))
        .on(Catalogs.same("d", "adrelid", "a", "attrelid"))
        .and(Catalogs.same("d", "adnum", "a", "attnum"))
        .where(Catalogs.oidIs("a", "attrelid", relation))
        .and(DSL.condition("{0} operator(pg_catalog.>) 0::pg_catalog.int2", number))
        .and(DSL.condition("not {0}", DSL.field(DSL.name("a", "attisdropped"))))
        .orderBy(number)
        .fetch(
            row ->
                new Column(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    row.value6(),
                    row.value7(),
                    row.value8()));
  }

  private static Condition inKey(String type) {
    return DSL.exists(
        DSL.selectOne()
            .from(Catalogs.table("pg_constraint", "k"))
            .where(Catalogs.same("k", "conrelid", "a", "attrelid"))
            .and(Catalogs.oneOf(Catalogs.text("k", "contype"), type))
            .and(
                DSL.condition(
                    "{0} operator(pg_catalog.=) any ({1})",
                    DSL.field(DSL.name("a", "attnum")), DSL.field(DSL.name("k", "conkey")))));
  }
}
