package dev.tusk.postgres.schema;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// Names in `pg_catalog`, always qualified, operators too, so that nothing on the search path can
/// shadow them: `=` alone means whatever fits the operands best on the whole path. `in`, `case x
/// when` and `<> all` look `=` up in the same way and are not used.
final class Catalogs {
  private Catalogs() {}

  static Table<?> table(String name, String alias) {
    return DSL.table(DSL.name("pg_catalog", name)).as(alias);
  }

  static <T> Field<T> field(String alias, String column, Class<T> type) {
    return DSL.field(DSL.name(alias, column), type);
  }

  /// An oid, which jOOQ has no type for.
  static Field<Long> oid(String alias, String column) {
    return DSL.field("{0}::pg_catalog.int8", Long.class, DSL.field(DSL.name(alias, column)));
  }

  static Field<String> text(String alias, String column) {
    return DSL.field("{0}::pg_catalog.text", String.class, DSL.field(DSL.name(alias, column)));
  }

  /// `a.left = b.right`, whatever their type.
  static Condition same(String a, String left, String b, String right) {
    return equal(DSL.field(DSL.name(a, left)), DSL.field(DSL.name(b, right)));
  }

  static Condition oidIs(String alias, String column, long oid) {
    return DSL.condition(
        "{0} operator(pg_catalog.=) {1}::pg_catalog.oid",
        DSL.field(DSL.name(alias, column)), DSL.inline(Long.toString(oid)));
  }

  static Condition schemaIs(String alias, String schema) {
    return DSL.condition(
        "{0} operator(pg_catalog.=) {1}::pg_catalog.name",
        DSL.field(DSL.name(alias, "nspname")), DSL.val(schema));
  }

  /// `left = right`, whatever their type.
  static Condition equal(Field<?> left, Field<?> right) {
    return DSL.condition("{0} operator(pg_catalog.=) {1}", left, right);
  }

  /// `field in (…)` for the catalog's one-letter codes.
  static Condition oneOf(Field<String> field, String letters) {
    return DSL.condition(
        "{0} operator(pg_catalog.=) any ({1}::pg_catalog.text[])",
        field, DSL.inline("{" + String.join(",", letters.split("")) + "}"));
  }

  /// No object of an extension.
  static Condition notOfExtension(String catalog, String alias) {
    return DSL.notExists(
        DSL.selectOne()
            .from(table("pg_depend", "dep"))
            .where(same("dep", "objid", alias, "oid"))
            .and(
                DSL.condition(
                    "{0} operator(pg_catalog.=) {1}::pg_catalog.regclass::pg_catalog.oid",
                    DSL.field(DSL.name("dep", "classid")), DSL.inline("pg_catalog." + catalog)))
            .and(equal(text("dep", "deptype"), DSL.inline("e"))));
  }
}
