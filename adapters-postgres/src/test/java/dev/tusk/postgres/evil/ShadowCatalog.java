package dev.tusk.postgres.evil;

import dev.tusk.harness.postgres.PgDatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A database whose search path begins with a schema that shadows PostgreSQL's own functions,
/// operators, types, tables and casts. Whatever runs one of them leaves a row in `evil.canary`, or
/// fails where nothing can be written.
final class ShadowCatalog {
  private static final List<String> FUNCTIONS =
      List.of(
          "lower",
          "upper",
          "length",
          "format_type",
          "obj_description",
          "col_description",
          "pg_get_expr",
          "pg_total_relation_size",
          "pg_relation_size",
          "current_setting",
          "set_config",
          "current_database",
          "has_schema_privilege",
          "has_function_privilege",
          "has_table_privilege",
          "pg_backend_pid",
          "pg_is_in_recovery",
          "pg_cancel_backend",
          "pg_terminate_backend",
          "pg_get_function_identity_arguments",
          "pg_get_function_result",
          "pg_get_functiondef",
          "pg_get_viewdef",
          "pg_get_constraintdef",
          "pg_get_indexdef",
          "quote_ident",
          "quote_literal",
          "version",
          "now",
          "pg_show_all_file_settings",
          "pg_table_is_visible",
          "pg_get_userbyid",
          "replace",
          "substr",
          "strpos",
          "concat",
          "array_length",
          "shobj_description",
          "pg_partition_tree",
          "unnest",
          "sum",
          "max",
          "bool_and",
          "count",
          "float4",
          "int8",
          "oid",
          "text",
          "name");

  private static final List<String> OPERATORS =
      List.of("=", "<>", "<", ">", "<=", ">=", "~", "!~", "~~", "!~~", "||", "+", "-");

  private static final List<String> TYPES =
      List.of(
          "name",
          "text",
          "oid",
          "\"char\"",
          "bool",
          "int2",
          "int4",
          "int8",
          "float4",
          "float8",
          "regclass",
          "varchar");

  private ShadowCatalog() {}

  /// Makes it.
  ///
  /// @return how many things are shadowed
  static int install(PgDatabaseAddress address) throws SQLException {
    int shadows = 0;
    try (Connection connection = address.connect();
        Statement sql = connection.createStatement()) {
      sql.execute(
          """
          create schema evil;
          create table evil.canary (what pg_catalog.text);
          create function evil.called(what pg_catalog.text) returns pg_catalog.void
            language sql as $$ insert into evil.canary values (what) $$;
          """);
      shadows += functions(sql);
      shadows += operators(sql);
      shadows += types(sql);
      sql.execute(
          "alter database " + address.database() + " set search_path = evil, pg_catalog, public");
    }
    return shadows;
  }

  /// How often anything of it ran.
  static long calls(PgDatabaseAddress address) throws SQLException {
    try (Connection connection = address.connect();
        Statement sql = connection.createStatement();
        var rows = sql.executeQuery("select pg_catalog.count(*) from evil.canary")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// A shadow with the same arguments for every overload that a shadow can have.
  private static int functions(Statement sql) throws SQLException {
    sql.execute(
        """
        do $do$
        declare
          each record;
        begin
          for each in
            select p.proname, pg_get_function_identity_arguments(p.oid) as arguments,
              pg_get_function_result(p.oid) as result
            from pg_proc p
            where p.pronamespace = 'pg_catalog'::regnamespace
              and p.proname::text = any (string_to_array('%s', ','))
              and p.prokind = 'f'
              and not exists (
                select from unnest(p.proargtypes) a join pg_type t on t.oid = a
                where t.typtype = 'p' and t.typname not in ('anyarray', 'anyelement'))
              and pg_get_function_result(p.oid) not like '%%TABLE%%'
              and pg_get_function_result(p.oid) not in ('internal', 'cstring', 'any')
          loop
            begin
              execute format(
                'create function evil.%%I(%%s) returns %%s language plpgsql as %%L',
                each.proname, each.arguments, each.result,
                case when each.result like 'SETOF%%'
                  then format('begin perform evil.called(%%L); return; end', each.proname)
                  else format('begin perform evil.called(%%L); return null; end', each.proname)
                end);
            exception when others then
              null;
            end;
          end loop;
        end
        $do$
        """
            .formatted(String.join(",", FUNCTIONS)));
    try (var rows =
        sql.executeQuery(
            "select count(*) from pg_proc where pronamespace = 'evil'::regnamespace")) {
      rows.next();
      return rows.getInt(1) - 1;
    }
  }

  private static int operators(Statement sql) throws SQLException {
    int made = 0;
    for (int i = 0; i < OPERATORS.size(); i++) {
      for (int left = 0; left < TYPES.size(); left++) {
        for (int right = 0; right < TYPES.size(); right++) {
          String function = "evil.op_" + i + "_" + left + "_" + right;
          boolean text = OPERATORS.get(i).equals("||");
          sql.execute(
              "create function "
                  + function
                  + "(pg_catalog."
                  + TYPES.get(left)
                  + ", pg_catalog."
                  + TYPES.get(right)
                  + ") returns pg_catalog."
                  + (text ? "text" : "bool")
                  + " language plpgsql as $$ begin perform evil.called('"
                  + OPERATORS.get(i)
                  + "'); return null; end $$; create operator evil."
                  + OPERATORS.get(i)
                  + " (leftarg = pg_catalog."
                  + TYPES.get(left)
                  + ", rightarg = pg_catalog."
                  + TYPES.get(right)
                  + ", function = "
                  + function
                  + ")");
          made++;
        }
      }
    }
    return made;
  }

  private static int types(Statement sql) throws SQLException {
    int made = 0;
    for (String type : List.of("text", "name", "oid", "int8", "int4", "regclass")) {
      sql.execute(
          "create function evil.check_%1$s(pg_catalog.text) returns pg_catalog.bool language plpgsql as $$ begin perform evil.called('type %1$s'); return true; end $$;"
              .formatted(type));
      sql.execute(
          "create domain evil.%1$s as pg_catalog.text check (evil.check_%1$s(value))"
              .formatted(type));
      made++;
    }
    for (String table :
        List.of(
            "pg_class",
            "pg_namespace",
            "pg_proc",
            "pg_type",
            "pg_constraint",
            "pg_database",
            "pg_roles",
            "pg_db_role_setting",
            "pg_stat_ssl",
            "pg_depend",
            "pg_attrdef")) {
      sql.execute(
          "create function evil.rows_of_%1$s() returns setof pg_catalog.%1$s language plpgsql as $$ begin perform evil.called('table %1$s'); return; end $$; create view evil.%1$s as select * from evil.rows_of_%1$s()"
              .formatted(table));
      made++;
    }
    return made;
  }
}
